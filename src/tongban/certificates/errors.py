"""Errors of the certificates room."""

from __future__ import annotations

from tongban.core.errors import Conflict, InvalidInput, NotFound, TongbanError, Unavailable
from tongban.core.messages import N_


class CertificateNotFound(NotFound):
    code = "certificate_not_found"
    sentence = N_("没有找到这份证照。请核对二维码或证照编号；仍查不到时，请联系发证机关。")


class FaceIncomplete(InvalidInput):
    """The face cannot be filled: a mistake in the matter's content, not of the applicant."""

    code = "face_incomplete"
    sentence = N_("“{certificate}”缺少照面内容：{items}。请补齐这些内容，或由事项管理员更正照面的数据来源后再制证。")


class AlreadyIssued(Conflict):
    """Same type and number twice, or the same case twice."""

    code = "certificate_already_issued"
    sentence = N_("编号为{number}的“{certificate}”已经制发过。请查看已有证照，不要重复制发。")


class NoDocumentYet(Unavailable):
    code = "certificate_document_pending"
    sentence = N_("证照文件正在制作，证照本身已经生效，可以扫码查验。请过一两分钟再下载。")


class FaceTampered(TongbanError):
    """What is stored no longer fits what was signed. Nothing is made from such data."""

    code = "certificate_face_tampered"
    sentence = N_("证照{number}的照面数据与签名不符，已停止使用。请系统管理员核对数据库与签名证书。")
    http_status = 500


class TemplateFailed(TongbanError):
    code = "certificate_template_failed"
    sentence = N_("证照“{title}”的照面模板排版出错：{detail}。请事项管理员更正模板后重新制作。")
    http_status = 500


class SigningUnavailable(Unavailable):
    code = "certificate_signing_unavailable"
    sentence = N_("签名证书暂时不可用：{why}。证照没有制发，办件内容已经保存，请系统管理员检查签名证书后重试。")


class NotInForce(Conflict):
    code = "certificate_not_in_force"
    sentence = N_("证照当前“{standing}”，不能“{wanted}”。请先查看证照状态；确需办理的，按新办理情形重新申请。")
