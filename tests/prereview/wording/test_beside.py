"""What stands beside the advertisement: who speaks, what a picture shows, what the form says of itself, by layout."""

from __future__ import annotations

from time import process_time

import pytest

from tests.prereview.wording.conftest import Review
from tongban.prereview.wording.roles import heading, parts, unnumbered
from tongban.prereview.wording.segment import AdLine

INNOCENT = [
    "一、医疗机构第一名称：成都康愈皮肤病医院",
    "（二）接诊时间：周一至周日 8:30—17:30",
    "旁白：成都康愈皮肤病医院。",
    "（女声）地址：成都市武侯区八一大街12号附3号",
    "播音员：成都康愈皮肤病医院。接诊时间是每天8:30到17:30。联系电话是028-85551234。",
    "画面：地图底色，地址文字浮现",
    "镜头1（0:00-0:05）画面：医院大楼外景，镜头缓慢推进；字幕：成都康愈皮肤病医院；旁白：成都康愈皮肤病医院",
    "画面说明：白底，机构名称居中渐显；街道门牌号特写；挂钟图形；片尾定版，电话居中",
    "本机构核准的诊疗科目有：皮肤科、中医科、医学检验科",
    "诊疗科目请看屏幕字幕",
    "电话：028-85551234。重复一遍，028-85551234。",
    "本院为私人所有制皮肤病医院，核定床位96张",
    "申请单位：成都康愈皮肤病医院",
    "经办人：李四　联系电话：028-85551234",
    "拟投放媒介：楼宇电视、微信公众号",
    "（样件粘贴处，加盖骑缝章）",
    "四、文号位置",
    "审查证明文号位置：画面右下角，字号不小于正文",
    "以上内容与《医疗机构执业许可证》登记事项一致",
    "本机构承诺广告严格按审查核准的内容发布，如有不实，愿承担相应法律责任",
    "校验有效期至2026年1月1日",
    "规格：210mm×297mm 单面彩印",
    "广告审查证明文号（字幕/口播）：川医广【2025】第　　　　号",
    "Tel：028-85551234",
    "类　　别：皮肤病医院",
    "别：皮肤病医院",
    "00″—06″（6秒）门头招牌正面；字幕“成都康愈皮肤病医院”；旁白：“成都康愈皮肤病医院”",
    "画面依次为：白底，机构名称居中渐显；纯色背景字幕卡；院名立体字缓慢推近；门诊楼正门全景，机位固定",
    "填表须知：样件应与实际发布内容完全一致；依据《医疗广告管理办法》第七条，不得出现疾病名称、治愈率、患者证言等内容。",
    "成都康愈皮肤病医院（章）",
    "医疗广告审查材料",
]


@pytest.mark.parametrize("line", INNOCENT)
def test_is_left_alone(review: Review, line: str) -> None:
    assert review(line) == []


@pytest.mark.parametrize(
    "line",
    [
        "旁白：专家坐诊，药到病除",
        "字幕：成都康愈皮肤病医院；旁白：免费接送",
        "画面：患者康复后竖起大拇指称赞疗效好",
        "申请单位：成都康愈皮肤病医院，全国最好的皮肤病医院",
        "本广告承诺疗效，无效退款，真实有效",
        "三、医保定点单位",
        "画面说明：门诊大厅；祖传秘方，根治顽癣",
        "画面依次为：门诊大厅；二维码定格三秒",
        "00″—06″（6秒）锦旗特写；字幕“成都康愈皮肤病医院”",
        "00″—06″（6秒）门头正面；字幕“根治顽癣”",
        "以上疗效经审查属实",
    ],
)
def test_claims_are_found_there(review: Review, line: str) -> None:
    assert review(line)


def test_label_and_value_of_the_form_in_two_cells(review: Review) -> None:
    assert review("填表人", "李四", "发布媒体", "官方网站", "床位数", "96张") == []


def test_roles_cut_a_line() -> None:
    assert list(parts("画面：外景；字幕：某院；旁白：某院")) == [(True, "外景；"), (False, "某院；"), (False, "某院")]
    assert list(parts("（女声）某院")) == [(False, "某院")]
    assert list(parts("诊疗科目：内科")) == [(False, "诊疗科目：内科")]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("画面", "scene"),
        ("镜头内容", "scene"),
        ("字幕", "voice"),
        ("解说词", "voice"),
        ("时长（秒）", "void"),
        ("地址", None),
    ],
)
def test_headings_of_scripts(text: str, role: str | None) -> None:
    assert heading(text) == role


@pytest.mark.parametrize("line", ["一、名称", "（一）名称", "1.名称", "②名称", "• 名称"])
def test_numbers_of_lists_do_not_count(line: str) -> None:
    assert unnumbered(line) == "名称"
    assert unnumbered("8.30-17.30") == "8.30-17.30"


def test_scene_line_of_a_script(review: Review) -> None:
    assert review(AdLine("晨光中的医院大门，镜头缓慢推进", scene=True)) == []


def test_much_blank_between_words_takes_no_time(review: Review) -> None:
    started = process_time()
    review(f"地址{' ' * 20_000}甲")
    assert process_time() - started < 5


def test_headings_of_mixed_columns() -> None:
    assert heading("画面/音效") == "scene"
    assert heading("画面与字幕") == "voice"


def test_a_picture_may_be_asked_about_only(review: Review) -> None:
    (issue,) = review(AdLine("二维码定格三秒", scene=True))
    assert not issue.sure


def test_rows_of_a_paragraph_are_judged_together(review: Review) -> None:
    first, rest = "开设皮肤科、中医科、医学检验", "科。无效退"
    assert [issue.text for issue in review(AdLine(first), AdLine(rest, follows=True))] == ["无效退"]
    assert review(AdLine("不得出现疾病名称、治愈率、患者证"), AdLine("言等内容。", follows=True)) == []
