"""Why the workbench does not do a thing, in the officer's words."""

import errno

from handler.http.message import RefusedError
from handler.http.refusals import Reason, refused
from handler.workbench.drafts import StaleError, Unread
from schema.authoring.workbench.at_the_desk import at_the_desk
from schema.errors import FileProblem, FileProblemsError, UserError
from schema.validation.validate import Problem

NO_ADDRESS = Reason(status=404, code="not_found", detail="没有这个地址。")
NO_WORK = Reason(
    status=404, code="no_work", detail="没有正在制作的 {edition} 表，可能已在另一个窗口里收起来了。"
)
NO_EDITION = Reason(
    status=422,
    code="edition",
    detail="“{edition}”看不出是哪一期。请写年份，或者带上季度、月份，如 2023、2023年第三季度、2023年7月。",
)
NO_LIKE = Reason(status=422, code="like", detail="没有编号是 {like} 的表可以沿用。")
THERE_ALREADY = Reason(
    status=422, code="there", detail="已经有 {edition} 的表了。要改它，点“修改 {edition}”。"
)
UNREAD = Reason(status=422, code="unread", detail="{why}")
TOO_LARGE = Reason(status=413, code="too_large", detail="文件超过 {most} MB，不像是一张统计表。请核对文件。")
NOT_DONE = Reason(status=422, code="invalid", detail="没有做成，原来的还在。")
STALE = Reason(
    status=409,
    code="stale",
    detail="另一个窗口里刚改过这张表，你这一处没有改成。现在显示的是最新的，请看过再改。",
)
NOT_SERVED = Reason(
    status=422,
    code="not_served",
    detail="没有发布，网站和表还是原来的：{why}。请告知技术人员，改好以后再点一次发布。",
)
NOT_WRITTEN = Reason(
    status=503,
    code="not_written",
    detail="没有做成，网站和表还是原来的：{why}以后再点一次。",
    headers={"Retry-After": "600"},
)
NOT_A_CHANGE = Reason(status=400, code="members", detail="提交的内容不合规则。")
_FULL = (errno.ENOSPC, errno.EDQUOT)
_NEWER = "是更新的版本做的，这个版本读不出。请技术人员换成新版本；不要它了，点“收起来”，再从文件做起"
_DAMAGED = "存着的内容已损坏，读不出。请技术人员从备份里找回 {file}；没有备份的，点“收起来”，再从文件做起"


def why_unread(unread: Unread) -> str:
    return (_NEWER if unread.newer else _DAMAGED).format(file=unread.file)


def why_not(error: StaleError | UserError | OSError) -> RefusedError:
    match error:
        case StaleError():
            return refused(STALE)
        case FileProblemsError():
            return refused(NOT_DONE, *map(_problem_of, error.mistakes))
        case UserError():
            return refused(UNREAD, why=at_the_desk(str(error)))
    full = "服务器的磁盘满了。请技术人员腾出空间，"
    other = (
        f"服务器上的文件没有写成（{error.filename}，错误号 {error.errno}）。请技术人员检查这个文件夹的权限，"
    )
    return refused(NOT_WRITTEN, why=full if error.errno in _FULL else other)


_ON_THE_SHELF = {"toml": "的表", "units.toml": "的名单"}
"""What an officer calls a file of an edition that no officer opens."""


def _problem_of(mistake: FileProblem) -> Problem:
    """In the words of the paper; a mistake in another file than the one that is made is said with its place."""
    place, rule, remedy = map(at_the_desk, (mistake.place, mistake.rule, mistake.remedy))
    edition, _, kind = mistake.file.partition(".")
    file = f"{edition} {_ON_THE_SHELF[kind]}" if kind in _ON_THE_SHELF else mistake.file
    where = f"{file}：{place}：" if file else ""
    message = f"{where}{rule}。{remedy}。"
    return Problem(blank="", place=place, label="", rule="invalid", message=message)
