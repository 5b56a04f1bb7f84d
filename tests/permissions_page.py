"""`docs/permissions.md`: the policy as people read it, from the same table that the product checks."""

from __future__ import annotations

from catalog.roles import OFFICER_FIELDS_ONCE_PUBLIC, POLICY, Deed, Rule, Scope
from catalog.terms import RecordState, Role
from schema.build import public_schema
from schema.permissions import guarded_fields

ROLES = {
    Role.EDITOR: "Biên tập Sở",
    Role.COMMUNE_OFFICER: "Cán bộ xã",
    Role.REVIEWER: "Thẩm định",
    Role.PUBLISHER: "Xuất bản",
    Role.EVALUATOR: "Đánh giá",
    Role.COUNCIL: "Hội đồng",
    Role.APP_DEVELOPER: "Nhà phát triển",
    Role.ADMINISTRATOR: "Quản trị",
}
SCOPES = {
    Scope.EVERY_SITE: "mọi địa điểm / every site",
    Scope.OWN_COMMUNE: "địa bàn mình / own commune",
    Scope.OWN_WORK: "bản mình soạn / own work",
    Scope.OTHERS_WORK: "bản người khác soạn / others' work",
    Scope.NEITHER_WRITTEN_NOR_REVIEWED: "không phải người soạn, người thẩm định / neither author nor reviewer",
    Scope.NO_SITE: "được / yes",
    Scope.DEPARTMENT: "phiếu của Sở / the department's own sheet",
    Scope.ONESELF: "phiếu của chính mình / one's own sheet",
}
INTRO = """# Ai được làm gì · Who may do what

Sinh ra từ bảng `POLICY` trong `catalog/roles.py` bằng `make generated`; hệ thống kiểm tra đúng bảng này. Điều gì không có ở đây là không được phép.

Generated from `POLICY` in `catalog/roles.py` by `make generated`; the product checks this very table. What is not here is not allowed.

- Người soạn, người thẩm định và người công bố của một bản là ba người khác nhau. Author, reviewer and publisher of one revision are three people.
- Cán bộ xã theo địa bàn của mình khi xã, phường sáp nhập; địa điểm chưa rõ xã thuộc biên tập Sở. A commune officer follows the commune when units merge; sites without a known unit belong to the department's editors.
- Trên địa điểm đã từng công bố hoặc nhập từ danh mục, cán bộ xã chỉ sửa: {fields}. On a site once published or imported a commune officer changes only these.
- Không được phép thì lỗi là FORBIDDEN; điều không được thấy thì là NOT_FOUND (truy vấn trả null). Not being allowed is FORBIDDEN; what one may not see is NOT_FOUND (null in a query).
- Phiếu chấm điểm của cá nhân: trước khi công bố chỉ người đó, người đánh giá và Hội đồng xem (`READ_SCORES`); sau khi công bố, cán bộ đã đăng nhập xem (`READ_COLLEAGUES_SCORES`), công chúng thì không. A person's score sheet is seen by the person, evaluators and the council; once published by signed-in staff, never by the public.
- Không ai chấm thay người khác; người thẩm định và người quyết định không phải người đó, cũng không cùng xã hay cùng Sở. Nobody scores for somebody else; who appraises or decides is another person, of another commune, and not of the department if the person is.
"""


def _cell(deed: Deed, role: Role) -> str:
    rules = [rule for rule in POLICY if (rule.deed, rule.role) == (deed, role)]
    return "; ".join(SCOPES[rule.scope] for rule in rules) or "–"


def _states(deed: Deed) -> str:
    rules = [rule for rule in POLICY if rule.deed == deed]
    if all(rule.scope == Scope.NO_SITE for rule in rules):
        return ""
    shown: dict[str, None] = {}
    for rule in rules:
        shown[_states_of(rule)] = None
    return "; ".join(shown)


def _states_of(rule: Rule) -> str:
    if rule.states == frozenset(RecordState):
        return "mọi trạng thái / any"
    return ", ".join(state for state in RecordState if state in rule.states)


def permissions_page() -> str:
    """The whole page."""
    lines = [INTRO.format(fields=", ".join(f"`{name}`" for name in OFFICER_FIELDS_ONCE_PUBLIC)), ""]
    lines.append(
        "| việc / deed | "
        + " | ".join(f"{vi}<br>{role}" for role, vi in ROLES.items())
        + " | trạng thái / states |"
    )
    lines.append("|---" * (len(ROLES) + 2) + "|")
    for deed in Deed:
        cells = " | ".join(_cell(deed, role) for role in ROLES)
        lines.append(f"| `{deed}` | {cells} | {_states(deed)} |")
    lines += ["", "## Trường GraphQL cần quyền · GraphQL fields that need a permission", ""]
    lines += ["| trường / field | việc / deed |", "|---|---|"]
    lines += [f"| `{field}` | `{deed}` |" for field, deed in guarded_fields(public_schema()._schema)]
    lines += [
        "",
        "`site`, `sites` với `view: WORKING` cần `READ_WORKING`. · `site` and `sites` with `view: WORKING` need `READ_WORKING`.",
        "",
    ]
    return "\n".join(lines)
