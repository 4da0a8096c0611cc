// The server's clock, whatever this computer's is set to, and the state of the edition by it.

/**
 * A clock set by a reply's Date (and Age, where a cache kept it).
 * @param {Response} reply
 * @returns {() => number} milliseconds since 1970
 */
export function clockOf(reply) {
  const date = Date.parse(reply.headers.get("Date") || "");
  const age = Number(reply.headers.get("Age") || 0) * 1000;
  const start = Number.isNaN(date) ? Date.now() : date + age;
  const read = performance.now();
  return () => start + performance.now() - read;
}

/**
 * What the edition's dates mean now: whether a filing would be taken, and a sentence.
 * @returns {["not_open"|"open"|"late"|"closed", string]}
 */
export function stateOf(edition, now) {
  const second = Math.floor(now / 1000) * 1000;
  const at = (moment) => inWords(Date.parse(moment), edition.due);
  if (edition.opens && second < Date.parse(edition.opens)) {
    return ["not_open", `${at(edition.opens)} 起接收填报，现在可以先填，内容保存在本设备`];
  }
  if (edition.closes && second > Date.parse(edition.closes)) {
    return ["closed", `本表已于 ${at(edition.closes)} 停止接收填报。已填内容仍在本页，可以打印或导出文件`];
  }
  if (second > Date.parse(edition.due)) {
    return ["late", `已过报送截止时间（${at(edition.due)}），仍可补报，将标注“逾期报送”`];
  }
  return ["open", `${at(edition.due)} 前报送，还有${span(Date.parse(edition.due) - second)}`];
}

/**
 * A moment by the offset of the edition's deadline: 2021年7月1日 12:00; after the deadline to the second.
 * @param {number} moment @param {string} due
 * @returns {string}
 */
export function inWords(moment, due) {
  const local = localTime(moment, due);
  const exact = Math.floor(moment / 1000) * 1000 > Date.parse(due) && moment % 60000;
  const clock = local.toISOString().slice(11, exact ? 19 : 16);
  return `${local.getUTCFullYear()}年${local.getUTCMonth() + 1}月${local.getUTCDate()}日 ${clock}`;
}

/** A moment by the offset of the edition's deadline, as if that were UTC. @param {number} moment @param {string} due */
export function localTime(moment, due) {
  const offset = /([+-])(\d\d):(\d\d)$/.exec(due);
  const minutes = offset ? Number(`${offset[1]}1`) * (Number(offset[2]) * 60 + Number(offset[3])) : 0;
  return new Date(moment + minutes * 60000);
}

/** Days and hours while there are days, then hours and minutes, then minutes; a number stands apart. */
function span(milliseconds) {
  const minutes = Math.floor(milliseconds / 60000);
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24];
  if (days) return ` ${days} 天 ${hours} 小时`;
  if (hours) return ` ${hours} 小时 ${minutes % 60} 分钟`;
  return minutes ? ` ${minutes} 分钟` : "不足 1 分钟";
}
