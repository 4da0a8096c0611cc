// The attachments as part of the table: names with the tickets that prove them stored. They are kept with the draft and
// filed with the figures. What the clerk does with files is a script of its own, loaded when it is needed.

/** Sets `page.attached`, what is attached, and what the page needs of it. An edition that takes none keeps the defaults. */
export function keepAttachments(page) {
  const section = document.getElementById("attachments");
  if (!section) return;
  const input = document.getElementById("_attachments");
  input.name = input.id; // not before: a plain form would send it
  let opened = null;
  const open = async () => {
    if (!opened) {
      const { Attachments } = await import("./attachments.js");
      opened = new Attachments(page, section);
    }
    return opened;
  };
  const act = (what) =>
    open().then(what, (error) => {
      console.warn("attachments cannot be opened", error.name);
      document.getElementById("attachments-said").textContent = "没有连上服务器，现在传不了附件。请检查网络，再选一次。";
    });
  page.attach = (list) => {
    page.attached = list || [];
    return opened || page.attached.length ? act((it) => it.show(page.attached)) : null;
  };
  page.unready = () => (opened ? opened.unready() : []);
  page.unticketed = (problems) => opened && opened.refused(problems);
  input.addEventListener("change", () => {
    const files = Array.from(input.files);
    input.value = "";
    act((it) => it.add(files));
  });
  section.addEventListener("dragover", (event) => event.preventDefault());
  section.addEventListener("drop", (event) => {
    event.preventDefault();
    const files = Array.from(event.dataTransfer.files);
    act((it) => it.add(files));
  });
}
