"""共享: what authorities know already is asked of them, not of the applicant. Registers that the commission keeps or
receives, looked up for one purpose at a time, each look-up on record.

Serves 国务院令第716号 art. 7 (data that can be shared must not be asked for again), 个人信息保护法 6 and 34 (bound to a
purpose, within statutory power) and 网络数据安全管理条例 12 (records of giving data, three years).
"""
