"""What looks forbidden and is not: names, places, departments, hours, and the furniture of forms and scripts."""

from __future__ import annotations

import pytest

from tests.prereview.wording.conftest import Review
from tongban.prereview.wording.segment import AdLine

INNOCENT = [
    "机构名称：成都康愈皮肤病医院",
    "第一名 称：成都康愈皮肤病医院",
    "成都康愈皮肤病医院",
    "成都医学院第二附属门诊部",
    "地址：四川省成都市武侯区八一大街12号附3号",
    "成都市武侯区八一大街12号附3号",
    "诊疗科目：皮肤科；皮肤病专业、性传播疾病专业 / 医学检验科；X线诊断专业",
    "诊疗科目：肿瘤科、疼痛科、结核病科、针灸科专业、推拿科专业、介入放射学专业、口腔种植专业、美容外科",
    "所有制形式：私人",
    "机构类别：皮肤病医院",
    "床位数：96张",
    "不设床位",
    "接诊时间：24小时接诊，节假日照常接诊",
    "接诊时间：全年8:00—20:00",
    "夏季8:30-18:00，冬季9:00-17:30",
    "联系电话：400-820-1234",
    "服务热线：028-85551234",
    "医疗广告审查证明文号标注位置（右下角）：（川）医广〔2025〕第　　—　　—　　号",
    "医疗广告审查证明文号：（川）医广〔2024〕第一一号",
    "医疗机构（盖章）",
    "2025年10月18日",
    "15秒广告镜头脚本／广播文稿",
    "播：接诊时间：24小时",
    "镜号 时长 画面 字幕 配音",
    "合计时长：15秒",
    "拟发布媒体类别 户外；印刷品；网络",
    "合成测试样本 · 内容均为虚构",
    "仅供行政审批使用",
]


@pytest.mark.parametrize("line", INNOCENT)
def test_is_left_alone(review: Review, line: str) -> None:
    assert review(line) == []


def test_wrapped_departments_go_on(review: Review) -> None:
    assert review("诊疗科目：皮肤科；皮肤病专业；性传播疾病专业；医", "学检验科；中医科", "床位数：20张") == []


def test_wrapped_address_goes_on(review: Review) -> None:
    assert review("地址：四川省成都市武侯区八一大街12", "号附3号", "联系电话：028-85551234") == []


def test_label_and_value_in_two_cells(review: Review) -> None:
    assert review("医疗机构第一名称", "成都康愈皮肤病医院", "床位数", "34") == []


def test_misread_name_is_still_the_name(review: Review) -> None:
    assert review("机构名称：成都康愈皮朕病医院") == []


@pytest.mark.parametrize("scene", ["医院外观实景", "地址标识", "诊疗科目字幕", "片尾", "门诊大厅空镜", "白底黑字字幕"])
def test_scenes_claim_nothing(review: Review, scene: str) -> None:
    assert review(AdLine(scene, scene=True)) == []
    assert review(scene) == []


@pytest.mark.parametrize("row", ["医疗机构第一名", "单位第一名　称"])
def test_the_label_of_the_first_name_broken_in_two(row: str, review: Review) -> None:
    assert "AD_FORBIDDEN_CONTENT" not in [one.group.code for one in review(row)]
