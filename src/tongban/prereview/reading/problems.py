"""The reasons why a file cannot be read, each a stable code with a sentence that says how to mend it."""

from __future__ import annotations

from typing import Any

from tongban.core.messages import N_, Message
from tongban.prereview.reading.model import Problem

# code -> (is the file or page useless as it is, sentence)
PROBLEMS: dict[str, tuple[bool, str]] = {
    "empty_file": (True, N_("文件是空的（0字节）。请重新保存或扫描后再上传。")),
    "corrupt": (True, N_("文件打不开，可能没有传完整或已经损坏。请在自己的电脑上确认能打开，再重新上传。")),
    "encrypted": (True, N_("文件设有密码，无法打开。请去掉密码后重新上传。")),
    "unsupported_type": (True, N_("不支持这种文件（{kind}）。请上传PDF、DOCX、TXT、JPG或PNG。")),
    "old_office": (True, N_("这是旧版Word或者Excel的文件，读不了。请另存为DOCX或者PDF后重新上传。")),
    "wrong_extension": (False, N_("文件名写的是“{extension}”，内容其实是“{kind}”，已按实际内容读取。")),
    "too_large": (True, N_("文件过大（{size}，上限{limit}）。请压缩，或按150至200 dpi重新扫描。")),
    "too_many_pages": (True, N_("文件有{pages}页，超过{limit}页的上限。请只上传本项材料，分册的请拆开。")),
    "decompression_bomb": (True, N_("文件解压后过大，已停止读取。请重新导出一份普通大小的文件。")),
    "blank_page": (True, N_("第{page}页是空白的。请检查是否放反或漏扫，再重新上传。")),
    "dark_page": (True, N_("第{page}页大部分是黑的或被遮住。请打开盖板、移开遮挡物，在光线充足处重新拍摄或扫描。")),
    "blurred": (True, N_("第{page}页太模糊，看不清文字。请对焦后重新拍摄，或用扫描仪扫描。")),
    "no_text": (True, N_("第{page}页没有认出文字。请确认上传的是材料本身，而且拍得清楚、完整。")),
    "low_confidence": (False, N_("第{page}页只能勉强辨认，结果可能有误。建议换一份更清楚的扫描件。")),
    "text_layer_ignored": (False, N_("第{page}页内嵌的文字与看到的不一致，已按看到的画面识别。")),
    "macros_ignored": (False, N_("文档带有宏，宏没有被运行。建议另存为不带宏的DOCX。")),
    "text_cut": (
        False,
        N_("文件的文字太多，从第{page}页起有一部分没有读，也没有核对。请只上传这份材料本身，分册的请拆开。"),
    ),
    "ocr_unavailable": (
        True,
        N_("第{page}页是图片，本机没有安装文字识别，无法读取。请上传可复制文字的PDF或DOCX，或转人工审查。"),
    ),
    "pictures_unread": (False, N_("第{page}页的图片（如印章、签名）没有识别，因为本机没有安装文字识别。")),
    "timeout": (True, N_("读取超过{seconds}秒，已停止。请减少页数、降低分辨率后重新上传。")),
    "reader_died": (True, N_("读取这份文件时程序中断（可能占用内存过多）。请降低分辨率或拆分后重新上传。")),
}


def problem(code: str, *, page: int | None = None, **data: Any) -> Problem:
    """Build the problem `code`. `data` fills the sentence; `page` is added to it when given."""
    unreadable, sentence = PROBLEMS[code]
    values = {**data, "page": page} if page is not None else data
    return Problem(code, Message(sentence, values), unreadable, page)
