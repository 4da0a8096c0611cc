"""Why the workbench does not do a thing, in the officer's words."""

from handler.http.refusals import Reason

NO_ADDRESS = Reason(status=404, code="not_found", detail="没有这个地址。")
NO_WORK = Reason(
    status=404, code="no_work", detail="没有正在制作的 {edition} 表，可能已在另一个窗口里收起来了。"
)
NO_EDITION = Reason(
    status=422,
    code="edition",
    detail="编号“{edition}”不能用，应写成年份，或带上季度、月份，如 2022、2022-q3、quality-2022。",
)
NO_LIKE = Reason(status=422, code="like", detail="没有编号是 {like} 的表可以沿用。")
UNREAD = Reason(status=422, code="unread", detail="{why}")
TOO_LARGE = Reason(status=413, code="too_large", detail="文件超过 {most} MB，不像是一张统计表。请核对文件。")
NOT_DONE = Reason(status=422, code="invalid", detail="这一处没有改成，原来的还在。")
STALE = Reason(
    status=409,
    code="stale",
    detail="另一个窗口里刚改过这张表，你这一处没有改成。现在显示的是最新的，请看过再改。",
)
NOT_SERVED = Reason(
    status=500,
    code="not_served",
    detail="表已经写好，网站没有换成新的（{why}）。请告知技术人员；重新启动以后就是新的。",
)
NOT_A_CHANGE = Reason(status=400, code="members", detail="提交的内容不合规则。")
