"""A smallest pack that has nothing wrong with it, to be broken in one place at a time."""

from __future__ import annotations

FOLDER = "matters/shops/demo-permit"

FILES = {
    "pack.yaml": """\
pack: demo
name: 演示包
version: "1"
themes:
  shops: {name: 店铺, summary: 开店要办的事。}
""",
    "laws.yaml": """\
laws:
  shop-law:
    title: 店铺管理条例
    kind: regulation
    status: in_force
    confidence: verified
    articles:
      "1": 开店须经许可。
      "2": 二十日内决定。
  old-law:
    title: 旧店铺条例
    kind: regulation
    status: repealed
    confidence: verified
    articles: {"1": 已经废止。}
  changed-law:
    title: 改过的店铺条例
    kind: regulation
    status: amended
    confidence: verified
    articles: {"1": 改过一次。}
""",
    "certificates.yaml": """\
certificates:
  shop-permit:
    name: 店铺许可证
    holder: organisation
    type_code: "X01"
    type_code_confidence: unsure
    basis: {law: shop-law, article: "1"}
    face:
      shop_name: {label: 店名, type: organisation_name, source: form.shop_name}
    confidence: verified
""",
    "registries.yaml": """\
registries:
  shops:
    name: 店铺登记信息
    owner: 演示部门
    key: shop_name
    fields:
      shop_name: {label: 店名, type: organisation_name}
      status: {label: 状态, type: text}
    confidence: verified
""",
    "calendar/2026.yaml": """\
arrangements:
  - year: 2026
    notice: {number: 演示通知, confidence: known}
    off:
      - {name: 元旦, from: 2026-01-01, to: 2026-01-03}
      - {name: 国庆节, from: 2026-10-01, to: 2026-10-08}
""",
    f"{FOLDER}/face.typ": "演示",
    f"{FOLDER}/matter.yaml": """\
matter: demo-permit
name: 店铺许可
theme: shops
version: "1"
effective: {from: 2026-01-01, to: 2026-12-31}
type: "01"
procedure: licence
codes: {basic: {value: "000123000000", confidence: verified}}
summary: 开店以前办。
competent_department: {value: 演示部门, confidence: verified}
levels: ["4"]
applicants: ["2"]
legal_basis:
  - {law: shop-law, articles: ["1"], says: 开店须经许可。, confidence: verified}
conditions:
  - {says: 有固定的店面。, confidence: verified, variants: [new]}
questions:
  - key: holding
    ask: 您有店铺许可证吗？
    options:
      - {value: "no", label: 没有}
      - {value: "yes", label: 有}
variants:
  new:
    name: 新办
    kind: new
    summary: 第一次开店。
    answers: {holding: "no"}
    limits:
      statutory:
        - {from: 2026-01-01, amount: 20, basis: {law: shop-law, article: "2"}, confidence: verified}
      promised:
        - {from: 2026-01-01, amount: 10, confidence: verified}
    handling: promised
    result: {certificate: shop-permit, action: issue, name: 店铺许可证, confidence: verified}
    trips: 0
  change:
    name: 变更
    kind: change
    summary: 换店名。
    answers: {holding: "yes"}
    limits:
      statutory:
        - {from: 2026-01-01, to: 2026-06-30, amount: 20, basis: {law: shop-law, article: "2"}, confidence: verified}
        - {from: 2026-07-01, amount: 10, basis: {law: shop-law, article: "2"}, confidence: verified}
    handling: instant
    auto_approval: true
    result: {certificate: shop-permit, action: amend, name: 店铺许可证, confidence: verified}
    trips: 0
    required_certificate: shop-permit
lookups:
  shops: form.shop_name
materials:
  plan:
    name: 店面平面图
    variants: [new]
    form: copy
    issuer: 申请人
    proves: [layout]
    basis: [{law: shop-law, article: "1"}]
    confidence: verified
  lease:
    name: 租赁合同
    variants: [new]
    form: copy
    issuer: 出租人
    necessity: conditional
    required_when: form.rented
    condition_text: 店面是租的要交。
    replaced_by: [{registry: shops}]
    proves: [premises]
    basis: [{law: shop-law, article: "1"}]
    confidence: verified
  permit:
    name: 店铺许可证
    variants: [change]
    form: original
    issuer: 演示部门
    replaced_by: [{certificate: shop-permit}]
    basis: [{law: shop-law, article: "1"}]
    confidence: verified
steps:
  - key: decide
    name: 决定
    variants: [new]
    role: section_head
    confidence: verified
    checks: [{says: 平面图与店面一致。}]
  - key: handle
    name: 办理
    variants: [change]
    role: clerk
    confidence: verified
    checks: [{says: 店名没有被别人用过。}]
fee: {charged: false, confidence: verified}
faq:
  - {question: 要跑吗？, answer: 不用。, confidence: verified}
""",
    f"{FOLDER}/form.yaml": """\
sections:
  - title: 店铺
    fields:
      - {key: shop_name, label: 店名, type: organisation_name, prefill: certificates.shop_permit.shop_name}
      - {key: kind, label: 种类, type: choice, variants: [new], options: [{value: food, label: 餐饮}]}
      - {key: rented, label: 店面是租的, type: yes_no, variants: [new]}
      - {key: landlord, label: 房东, type: person_name, variants: [new], shown_when: form.rented}
""",
    f"{FOLDER}/checks.yaml": """\
rules:
  - id: name-free
    variants: [new]
    require: registry.shops.found == false
    code: NAME_TAKEN
    severity: asks
    at: ["field:shop_name", "material:plan"]
    says: 这个店名已经有人用了。
    remedy: 请换一个店名。
auto_approval:
  variants: [change]
  conditions:
    - {id: held, require: certificates.shop_permit.found, says: 有店铺许可证。}
""",
    f"{FOLDER}/examples.yaml": """\
examples:
  - name: 新开一家店
    given:
      variant: new
      on: 2026-03-02
      applicant: {name: 某店, kind: organisation}
      form: {shop_name: 小禾面馆, kind: food, rented: false}
      registry: {shops: {found: false}}
      materials: [plan]
    expect: {outcome: to_a_person, findings: [], missing_materials: [], waived_materials: []}
  - name: 店名被用了
    given:
      variant: new
      on: 2026-03-02
      form: {shop_name: 小禾面馆, kind: food, rented: true, landlord: 林小禾}
      registry: {shops: {found: true, status: 正常}}
      materials: [plan]
    expect: {outcome: to_a_person, findings: [name-free], waived_materials: [lease]}
  - name: 换店名
    given:
      variant: change
      on: 2026-03-02
      form: {shop_name: 小禾饭馆}
      certificates: {shop-permit: {found: true, status: valid, shop_name: 小禾面馆}}
    expect: {outcome: approved_automatically}
""",
}


def changed(file: str, old: str, new: str) -> dict[str, str]:
    """The pack with one piece of one file of the matter (or of the pack) replaced; the piece must stand there once."""
    path = file if file in FILES else f"{FOLDER}/{file}"
    assert FILES[path].count(old) == 1, f"{old!r} stands {FILES[path].count(old)} times in {path}"
    return {**FILES, path: FILES[path].replace(old, new)}
