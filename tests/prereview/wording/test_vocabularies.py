"""Headings, places for the certificate number, watermarks and pictures in the words of many offices, and claims among
them."""

from __future__ import annotations

import pytest

from tests.prereview.wording.conftest import Review
from tongban.prereview.wording.roles import parts
from tongban.prereview.wording.segment import AdLine
from tongban.prereview.wording.vocabulary import Stock

HEADINGS = [
    "送审样件",
    "医疗广告样件（送审稿）",
    "以下为拟发布的广告全文",
    "医疗广告审查申请材料之三：成品样件",
    "关于报送医疗广告样件的材料",
    "内部送审，请勿外传",
    "成都康愈皮肤病医院形象宣传片脚本",
    "机构基本信息",
    "DRAFT",
]
NUMBERS = [
    "《医疗广告审查证明》文号(版面左下方)：(豫)医广〔〕第 号",
    "《医疗广告审查证明》文号（版面左下方）：蒙医广[2025]第____-____-____号",
    "《医疗广告审查证明》文号（版面左下方）：（鲁）医广〔2025〕第",
    "文号待定，核发后补入",
    "口播：医疗广告审查证明文号，川医广二〇二五第　号",
    "审查证明文号（核发后套印）",
]
WATERMARKS = ["合成浙试样本·内容均为虚构", "成测试样本·内容均为虚", "仅供医疗广告审查使"]
SENTENCES = [
    "本机构所有制形式为集体，机构类别为综合医院。",
    "登记机关核准的床位数为96张，所有制形式为私人",
    "每周一至周日全天接诊",
    "诊疗科目共6个：皮肤科、皮肤病专业、性传播疾病专业、医学检验科、中医科、X线诊断专业",
    "诊疗科目包含皮肤科（皮肤病专业、性传播疾病专业）及医学检验科",
    "听众朋友您好，现在播送成都康愈皮肤病医院广告。",
]
SCRIPTS = [
    "第一镜，时长2秒。画面为医院主楼全景，屏幕文字“成都康愈皮肤病医院”，女声：“成都康愈皮肤病医院”",
    "第二镜，时长1秒。画面为街道航拍推近主楼，屏幕文字“成都市武侯区八一大街12号附3号”",
    "10—20秒　〔画面：候诊区空镜〕字幕：诊疗科目：皮肤科、医学检验科　配音：诊疗科目见屏幕",
    "镜头由大门推至前台",
    "镜头从左向右摇过门诊大楼",
    "阳光照在门诊楼的玻璃幕墙上",
    "画面转为白底，居中打出文字“联系电话：028-85551234”",
    "字卡：诊疗科目：皮肤科、中医科",
    "播音员用普通话播报：成都康愈皮肤病医院",
    "播音方式：单人女声",
    "空镜：候诊大厅",
]


@pytest.mark.parametrize("line", [*HEADINGS, *NUMBERS, *WATERMARKS, *SENTENCES])
def test_is_left_alone(review: Review, line: str) -> None:
    assert review(line) == []


@pytest.mark.parametrize("line", SCRIPTS)
def test_pictures_of_a_script_are_left_alone(review: Review, line: str) -> None:
    assert review("电视广告分镜头脚本", line) == []


@pytest.mark.parametrize(
    "line",
    [
        "送审样件，专家坐诊",
        "样件内容：微创",
        "《医疗广告审查证明》文号：川医广〔2025〕第号 无痛治疗",
        "仅供百姓看病使用的好医院",
        "基本信息：三甲",
        "第一医院",
        "详见公众号发布内容",
        "本机构所有制形式为集体，技术领先",
        "画面为医院主楼全景，屏幕文字“根治顽癣”",
        "画面为医院主楼全景。心系百姓，情暖万家",
        "〔画面：候诊区空镜〕关爱您的每一天",
        "画面出现字幕“优惠酬宾”",
        "画面中打出文字“乘坐地铁2号线到达”",
        "屏幕显示：官网www.abc.com",
        "字幕依次出现：激光祛斑、光子嫩肤",
        "第一镜 手术室全景，字幕：成都康愈皮肤病医院",
        "镜头推近锦旗",
        "第一屏：告别粗糙肌肤",
    ],
)
def test_claims_are_found_there(review: Review, line: str) -> None:
    assert review("电视广告分镜头脚本", line)


def test_words_of_pictures_count_in_scripts_only(review: Review) -> None:
    assert review("门诊大楼耸立城市中央")
    assert review("电视广告分镜头脚本", "门诊大楼耸立城市中央") == []


def test_prose_of_a_script_is_cut_at_its_roles() -> None:
    assert list(parts("画面为主楼全景，屏幕文字“某院”，女声：“某院”")) == [
        (True, "主楼全景，"),
        (False, "“某院”，"),
        (False, "“某院”"),
    ]
    assert list(parts("〔画面：空镜〕某院")) == [(False, "〔"), (True, "空镜〕"), (False, "某院")]


def test_rows_of_a_list_are_judged_with_the_rows_behind_them(review: Review) -> None:
    rows = (
        "诊疗科目：肿瘤科、外科（普通外科",
        "专业）、医学影像科（CT诊断",
        "专业、放射治疗专业、介",
        "入放射学专业）",
    )
    assert review(*rows) == []
    assert (
        review(AdLine("诊疗科目：内科；皮肤病"), AdLine("专业；老年病", follows=True), AdLine("专业", follows=True))
        == []
    )
    assert review(*rows[:2], "专业、无痛人流、介", "入放射学专业）")


def test_a_stock_cuts_a_text_in_any_way_that_fits() -> None:
    stock = Stock(["广告", "广告样", "样件", "稿"])
    assert stock.makes("广告样件 稿")
    assert not stock.makes("广告样件好")
