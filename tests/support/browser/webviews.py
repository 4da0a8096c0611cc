"""What the windows of chats, and browsers that keep or allow little, do to a page: each as a script that runs before it."""

from collections.abc import Sequence
from dataclasses import dataclass

from playwright.sync_api import Browser, BrowserContext

ANDROID = "Mozilla/5.0 (Linux; Android 10; HMA-AL00; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/78.0.3904.62 Mobile Safari/537.36"  # fmt: skip
WECHAT = f"{ANDROID} MMWEBID/3536 MicroMessenger/8.0.6.1900(0x28000635) Process/tools WeChat/arm64 NetType/WIFI Language/zh_CN"
DINGTALK = (
    f"{ANDROID} AliApp(DingTalk/6.0.20) com.alibaba.android.rimet/14731190 Channel/700159 language/zh-CN"
)
ZHEZHENGDING = f"{ANDROID} TaurusApp(zj/1.9.0) dingtalk-app/4.5.42 Channel/exclusive_dingtalk language/zh-CN"

NO_STORAGE = """for (const name of ["localStorage", "sessionStorage"])
  Object.defineProperty(window, name, { get() { throw new DOMException("denied", "SecurityError"); } });"""
NO_SESSION = """Object.defineProperty(window, "sessionStorage", { get() { throw new DOMException("denied", "SecurityError"); } });"""
FULL = (
    """Storage.prototype.setItem = function () { throw new DOMException("full", "QuotaExceededError"); };"""
)
NO_PRINT = """Object.defineProperty(window, "print", { value: undefined });"""
NO_DOWNLOADS = """HTMLAnchorElement.prototype.click = function () {};"""
NO_QUESTIONS = """window.confirm = () => false; window.alert = () => undefined; window.prompt = () => null;"""
NO_CLIPBOARD = """Object.defineProperty(navigator, "clipboard", { value: undefined }); document.execCommand = () => false;"""
NO_WORKER = """Object.defineProperty(navigator, "serviceWorker", { value: undefined });"""
NO_CRYPTO = """Object.defineProperty(crypto, "subtle", { value: undefined });"""
NO_DIALOG = """delete HTMLDialogElement.prototype.showModal; delete HTMLDialogElement.prototype.show;"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Surroundings:
    """missing: what the page says at the top that it cannot do. agent: '' for the browser's own."""

    missing: str
    agent: str = ""
    scripts: Sequence[str] = ()

    def open(self, browser: Browser) -> BrowserContext:
        context = browser.new_context(
            user_agent=self.agent or None,
            viewport={"width": 360, "height": 740} if self.agent else {"width": 1366, "height": 768},
            locale="zh-CN",
            accept_downloads=False,
            service_workers="block",  # to fetch all that it keeps takes longer than a test
        )
        for script in self.scripts:
            context.add_init_script(script)
        return context


OF_CHATS = (NO_PRINT, NO_DOWNLOADS, NO_QUESTIONS, NO_WORKER)
PLAIN_HTTP = ("Object.defineProperty(navigator, 'clipboard', { value: undefined });", NO_WORKER, NO_CRYPTO)
SURROUNDINGS = {
    "WeChat": Surroundings(agent=WECHAT, scripts=OF_CHATS, missing="在微信里打开的网页不能打印、导出文件。"),
    "DingTalk": Surroundings(
        agent=DINGTALK,
        scripts=(*OF_CHATS, NO_SESSION),
        missing="在钉钉里打开的网页不能留住回执、打印、导出文件。",
    ),
    "浙政钉": Surroundings(
        agent=ZHEZHENGDING,
        scripts=(*OF_CHATS, NO_STORAGE, NO_CLIPBOARD, NO_CRYPTO, NO_DIALOG),
        missing="在浙政钉里打开的网页不能保存草稿、留住回执、打印、导出文件。",
    ),
    "storage refused": Surroundings(scripts=(NO_STORAGE,), missing="这个浏览器不能保存草稿、留住回执。"),
    "storage full": Surroundings(scripts=(FULL,), missing="这个浏览器不能保存草稿、留住回执。"),
    "session refused": Surroundings(scripts=(NO_SESSION,), missing="这个浏览器不能留住回执。"),
    "no print": Surroundings(scripts=(NO_PRINT,), missing="这个浏览器不能打印。"),
    "plain http": Surroundings(scripts=(*PLAIN_HTTP, NO_QUESTIONS), missing=""),
}
