"""Certificates (证照): issue, sign, verify, share, change and end licences, permits and proofs.

Serves 行政许可法 39 (which papers are issued), 44 (handed out within ten days), 8, 49, 50, 69, 70 (how they change and
end); 国务院令716号《在线政务服务的若干规定》 8-10 (electronic signatures, seals and certificates have full effect);
GB/T 36901-36906 (electronic licences: catalogue, face, identifier, metadata, file, interface).
"""
