// The attachments as part of the table: names with the tickets that prove them stored. They are kept with the draft and
// filed with the figures. What the clerk does with files is a script of its own, loaded when it is needed.

const NOT_OPENED = "网络连接失败，附件暂不能上传。请检查网络后重新选择。";
const LEFT_OUT = "刚才选择的附件未附上。请重新选择；再点一次“提交”，将不带该附件提交。";
const OPENING = "附件正在上传。请在上传完成后提交。";

const isAttached = (each) => Boolean(each) && typeof each.name === "string" && typeof each.ticket === "string";

export class Attached {
  /** @param {object} page the form, whose edition may take no attachments: then there are never any */
  constructor(page) {
    this.page = page;
    this.list = [];
    this.section = document.getElementById("attachments");
    this.opened = null; // the script of the list, once it is loaded
    this.opening = 0; // files are being handed to it
    this.leftOut = false; // files that could not be, of which the clerk is told once more before filing
    if (this.section) this.watch();
  }

  watch() {
    const input = document.getElementById("_attachments");
    input.name = input.id; // not before: a plain form would send it
    const add = async (files) => {
      if (files.length && !this.page.sending) this.leftOut = !(await this.open((opened) => opened.add(files)));
    };
    input.addEventListener("change", () => {
      add(Array.from(input.files));
      input.value = "";
    });
    this.page.unitBlank.addEventListener("change", () => {
      document.getElementById("attachments-said").textContent = "";
    });
    const over = (on) => (event) => {
      event.preventDefault();
      this.section.classList.toggle("over", on);
    };
    this.section.addEventListener("dragover", over(true));
    this.section.addEventListener("dragleave", over(false));
    this.section.addEventListener("drop", (event) => {
      over(false)(event);
      add(Array.from(event.dataTransfer.files));
    });
  }

  /** False where the list could not be opened. */
  async open(act) {
    this.opening += 1;
    try {
      const { Attachments } = await import("./list.js");
      this.opened = this.opened || new Attachments(this.page, this.section);
      await act(this.opened);
      return true;
    } catch (error) {
      console.warn("attachments cannot be listed", error.name);
      document.getElementById("attachments-said").textContent = NOT_OPENED;
      return false;
    } finally {
      this.opening -= 1;
    }
  }

  /** Puts what a draft, a file or an earlier filing has attached in the place of what is. */
  give(attached) {
    if (!this.section) return;
    this.list = (attached || []).filter(isAttached).map(({ name, ticket }) => ({ name, ticket }));
    if (this.opened || this.list.length) this.open((opened) => opened.show(this.list));
  }

  /** What stands in the way of filing. */
  unready() {
    const sentence = this.opening ? OPENING : this.leftOut && LEFT_OUT;
    this.leftOut = false;
    const here = sentence ? [{ blank: "_attachments", place: "附件", label: "附件", rule: "attachment_unready", message: sentence }] : [];
    return here.concat(this.opened ? this.opened.unready() : []);
  }

  /** The function's problems, some of them perhaps with attachments. */
  refused(problems) {
    if (this.opened) this.opened.refused(problems);
  }
}
