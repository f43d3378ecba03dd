"""Who speaks in a script: what stands before a piece of text to say that it is a picture, a subtitle or a voice.

A script names these as headings of columns, as labels of rows (画面：…), in brackets before the words ((女声)…) or
several times in one line, or tells it in prose (画面为主楼全景，屏幕文字“…”，女声：“…”). Pictures may be described in any
words; subtitles and voices are the advertisement itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tongban.prereview.wording.normal import normal

_SCENE = (
    r"画面(?:[一二三四五六七八九十\d]{1,3}|内容|说明|描述|构成|提示|效果|文案|依次(?:为|是)?|分别(?:为|是))?|"
    r"(?:分)?镜头(?:内容|画面|描述|说明|语言|运动|运用)|镜头|场景(?:描述|说明)?|视频(?:画面|内容)?|"
    r"图像|影像|视觉|景别|拍摄(?:手法|方式|角度|内容|要求|说明)|机位|运镜|构图|背景(?:音乐|画面|声)?|配乐|音乐|音效|音响|转场|特效|"
    r"全景|远景|中景|近景|特写|空镜(?:头)?|航拍|外景|内景|BGM|"
    r"版式(?:说明)?|设计说明|制作说明|播音(?:要求|提示|语速|语气|风格)|语速|语气|"
    r"(?:镜头|第)[一二三四五六七八九十\d]{1,3}个?(?:镜头|镜|幕|场|画面)?|"
    r"镜号|镜次|镜头号|镜头序号|序号|段落|时长|秒数|时间码|时间段|起止时间|长度|片长"
)
_VOICE = (
    r"(?:屏幕|屏显|片尾|片头|底部|顶部|滚动|弹出|叠加|压屏|画面|右下角|左下角)(?:文字|字幕|字卡)|屏显|字卡|文字卡|角标(?:文字)?|"
    r"字幕(?:文字|内容|文案|条|卡)?|旁白|画外音|配音|解说(?:词)?|播音(?:员[甲乙男女]?|内容|稿)?|播报|播(?=\s*[:：])|广播词|"
    r"口播(?:内容|文案)?|台词|文案(?:内容)?|文稿(?:内容)?|"
    r"广告(?:语|词|文案|正文|内容)|正文|朗读|念白|独白|对白|同期声|人声|音频(?:内容)?|声音|文字(?:内容|叠加|信息)?|叠字|标版|主播|主持人|解说员|"
    r"(?:成熟|沉稳|浑厚|亲切|温和|标准)?(?:男|女|童)(?:声|播音员|主播|播|音|中音)(?:\d|一|二)?|男女(?:声)?(?:合|齐|对播|混声|声)?|合(?:声)?|齐(?:声)?|[甲乙男女]"
)
_WHOLE = r"(?:全文|原文|部分|稿)?"
_SAYS = r"(?:同步|缓缓|缓慢|依次|逐条|逐行|先后|平稳|亲切|[用以](?:标准)?普通话)?(?:为|是|说道?|念[道出]?|读出?|道|播报|朗读|显示|打出|出现|淡入)?"
_OPEN, _SHUT = r"[(（\[【〔<《]", r"[)）\]】〕>》]"
_BRACKET = rf"(?:\s*{_OPEN}[^()（）\[\]【】]{{0,16}}{_SHUT})?"
_BEFORE = r"(?:^|(?<=[\s;；,，。|｜/()（）【】\[\]〔〕」』”:：]))\s*"
_SCREEN = r"(?:画面|屏幕|镜头|荧屏|银幕)"
_SHOWN = rf"{_SCREEN}[^“”\x22「『，。；,;:：]{{0,12}}(?:文字|字幕|字样|字卡|大字|标题|出现|显示|打出|叠加|叠印|弹出|浮现|写着)(?:为|是)?"
_SHOWS = (
    r"(?:画面|镜头|场景|视频)(?:内容)?[中里上]?(?:先|再|随后|随即|依次|缓缓|缓慢|慢慢|逐渐|渐渐|渐|继续|同时|最后)?"
    r"(?:为|是|出现|展示|显示|呈现|拍摄|切换?(?:至|到|为|入)|转(?:场至|至|到|为|入)|推(?:近|至|向|进)|拉(?:近|远|至|开)"
    r"|摇(?:至|过|向)|移(?:至|向|过)|扫过|定格(?:于|在|为|至)?|淡入|淡出|叠化?(?:至|到|为|出)|对准|跟随|落在|落到|掠过|由|从|自)"
)  # what a sentence says of a picture without a colon
_ROLE = re.compile(
    rf"{_BEFORE}(?:(?:{_OPEN}\s*(?:(?P<scene1>{_SCENE})|(?P<voice1>{_VOICE})){_WHOLE}"
    rf"(?:[，,、/+][^()（）\[\]【】]{{1,12}})?\s*{_SHUT}\s*[:：]?)"
    rf"|(?:(?:(?P<scene2>{_SCENE})|(?P<voice2>{_VOICE})){_WHOLE}(?:[/／、+](?:{_SCENE}|{_VOICE}))*"
    rf"{_BRACKET}\s*{_SAYS}\s*(?:[:：]|(?=[“\x22「『])))"
    rf"|(?P<voice3>{_SHOWN})\s*(?:[:：]|(?=[“\x22「『]))"
    rf"|(?P<scene3>{_SHOWS})(?![^，。；,;]{{0,10}}[“\x22「『:：]))"
)
_STOPS = re.compile(r"[。；;！!]")
_SHUTS = re.compile(_SHUT)
_HEAD = re.compile(
    rf"(?:(?P<scene>{_SCENE})|(?P<voice>{_VOICE})){_WHOLE}"
    rf"(?:[/、+与和及](?:{_SCENE}|{_VOICE}){_WHOLE})*(?:\(.{{0,12}}\))?"
)
_MARK = r"\d{1,3}(?:\.\d)?\s*(?:″|′′|’’|''|\x22|”|秒|s)|\d{1,2}[:′']\d{2}(?:[:.]\d{1,2})?″?"
_TIMED = re.compile(
    rf"^\s*(?:(?:第?\s*[一二三四五六七八九十\d]{{1,3}}\s*(?:镜头|镜|幕|场|屏)"
    rf"|镜头?\s*[一二三四五六七八九十\d]{{1,3}})[\s,，、:：]*)?"
    rf"[(（\[【]?\s*(?:{_MARK})(?:\s*[-—–~至到]+\s*(?:{_MARK}))?\s*[)）\]】]?"
    rf"(?:\s*[(（\[【]\s*(?:{_MARK})\s*[)）\]】])?[\s,，、:：]*"
)
_SPOKEN = re.compile(r"字幕|文案|旁白|配音|解说|播音|口播|台词|文字|文稿")
_VOID = re.compile(
    r"镜号|镜次|镜头(?:序)?号|序号|编号|段落|段次|时长|秒数|时间码|时间段|起止时间|长度|片长|音乐|音效|配乐|景别"
)
_NUMBERED = re.compile(
    r"^\s*(?:第?[一二三四五六七八九十]{1,3}\s*[、．]|第?[一二三四五六七八九十]{1,3}\s*[.](?!\d)"
    r"|[(（]\s*[一二三四五六七八九十\d]{1,3}\s*[)）]|\d{1,2}\s*(?:[、．)）]|[.](?!\d))|[①-⑳⒈-⒛㈠-㈩]|[●•·■□◆◇▲△★☆※▪►❖✦*]+)\s*"
)


def unnumbered(text: str) -> str:
    """The line without the number or bullet of a list before it."""
    return _NUMBERED.sub("", text)


def parts(text: str, *, scene: bool = False) -> Iterator[tuple[bool, str]]:
    """The line cut at the roles it names: (is it a picture, its words). What stands before them is a picture in the
    picture column (`scene`) and behind a time, else words."""
    found = list(_ROLE.finditer(text))
    start = found[0].start() if found else len(text)
    timed = _TIMED.match(text) if found else None  # 00″—06″（6秒）门头正面；字幕“…”: what is seen, then what is said
    if text[timed.end() if timed else 0 : start].strip():
        yield scene or timed is not None, text[timed.end() if timed else 0 : start]
    for number, match in enumerate(found):
        stop = found[number + 1].start() if number + 1 < len(found) else len(text)
        if not match["scene1"] and not match["scene2"] and not match["scene3"]:
            yield from _pieces((False, text[match.end() : stop]))
            continue
        end = _end_of_scene(text, match, stop)
        yield from _pieces((True, text[match.end() : end]), (scene, text[end:stop]))


def _end_of_scene(text: str, match: re.Match[str], stop: int) -> int:
    """Where a picture ends that begins with `match`: with its bracket (〔画面：…〕), with its sentence, else at `stop`."""
    if match["scene3"]:
        ended = _STOPS.search(text, match.end(), stop)
        return ended.end() if ended else stop
    before = text[: match.start()].rstrip()
    if match["scene2"] and before and re.fullmatch(_OPEN, before[-1]):
        ended = _SHUTS.search(text, match.end(), stop)
        return ended.end() if ended else stop
    return stop


def _pieces(*pieces: tuple[bool, str]) -> Iterator[tuple[bool, str]]:
    return (piece for piece in pieces if piece[1].strip())


def heading(text: str) -> str | None:
    """What a heading of a script's column says about it: `scene`, `voice`, or `void` for a column of numbers, times
    and remarks that are no part of the advertisement. None where it is no such heading."""
    plain = normal(text)
    match = _HEAD.fullmatch(plain)
    if match is None:
        return None
    if _VOID.fullmatch(re.sub(r"\(.*\)$", "", plain)):
        return "void"
    words_too = _SPOKEN.search(plain[match.end("scene") :]) if match["scene"] else None  # 画面/字幕
    return "scene" if match["scene"] and words_too is None else "voice"
