"""family file"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "child_records",
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=16), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "field IN ('insurance', 'doctor', 'image', 'outings', 'leaves_alone', 'associations', 'notes', 'allergies',"
            " 'care_plan', 'treatment', 'vaccines', 'meals')",
            name=op.f("ck_child_records_field"),
        ),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_child_records_child_id")),
        sa.PrimaryKeyConstraint("child_id", "field", name=op.f("pk_child_records")),
    )
    op.create_table(
        "family_accounts",
        sa.Column("family_id", sa.Integer(), nullable=False),
        sa.Column("responsible_id", sa.Integer(), nullable=True),
        sa.Column("caf_number", sa.String(length=15), nullable=True),
        sa.Column("iban_end", sa.String(length=4), nullable=True),
        sa.Column("mandate", sa.String(length=35), nullable=True),
        sa.Column("mandate_since", sa.Date(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["family_id"], ["families.id"], name=op.f("fk_family_accounts_family_id")),
        sa.ForeignKeyConstraint(["responsible_id"], ["guardians.id"], name=op.f("fk_family_accounts_responsible_id")),
        sa.PrimaryKeyConstraint("family_id", name=op.f("pk_family_accounts")),
    )
    op.create_table(
        "invoices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("family_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=120), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["family_id"], ["families.id"], name=op.f("fk_invoices_family_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoices")),
        sa.UniqueConstraint("number", name=op.f("uq_invoices_number")),
    )
    with op.batch_alter_table("invoices", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invoices_family_id"), ["family_id"], unique=False)

    op.create_table(
        "photos",
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("guardian_id", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_photos_child_id")),
        sa.ForeignKeyConstraint(["guardian_id"], ["guardians.id"], name=op.f("fk_photos_guardian_id")),
        sa.PrimaryKeyConstraint("child_id", name=op.f("pk_photos")),
    )
    op.create_table(
        "tax_notices",
        sa.Column("family_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("income", sa.Integer(), nullable=False),
        sa.Column("shares", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["family_id"], ["families.id"], name=op.f("fk_tax_notices_family_id")),
        sa.PrimaryKeyConstraint("family_id", "year", name=op.f("pk_tax_notices")),
    )
    op.create_table(
        "family_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=10), server_default="pending", nullable=False),
        sa.Column("guardian_id", sa.Integer(), nullable=False),
        sa.Column("family_id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=True),
        sa.Column("subject", sa.String(length=160), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("comment", sa.Text(), server_default="", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("refusal", sa.Text(), nullable=True),
        sa.Column("operation_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('address', 'phone', 'email', 'pickup_add', 'pickup_end', 'yearly', 'erasure')",
            name=op.f("ck_family_requests_kind"),
        ),
        sa.CheckConstraint(
            "state IN ('pending', 'approved', 'refused', 'withdrawn')", name=op.f("ck_family_requests_state")
        ),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_family_requests_child_id")),
        sa.ForeignKeyConstraint(["decided_by"], ["staff.id"], name=op.f("fk_family_requests_decided_by")),
        sa.ForeignKeyConstraint(["decision_id"], ["audit_events.id"], name=op.f("fk_family_requests_decision_id")),
        sa.ForeignKeyConstraint(["family_id"], ["families.id"], name=op.f("fk_family_requests_family_id")),
        sa.ForeignKeyConstraint(["guardian_id"], ["guardians.id"], name=op.f("fk_family_requests_guardian_id")),
        sa.ForeignKeyConstraint(["operation_id"], ["operations.id"], name=op.f("fk_family_requests_operation_id")),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_family_requests_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_family_requests")),
    )
    with op.batch_alter_table("family_requests", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_family_requests_child_id"), ["child_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_family_requests_family_id"), ["family_id"], unique=False)
        batch_op.create_index("ix_family_requests_guardian_id_created_at", ["guardian_id", "created_at"], unique=False)
        batch_op.create_index(
            "uq_family_requests_pending",
            ["guardian_id", "subject"],
            unique=True,
            sqlite_where=sa.text("state = 'pending'"),
            postgresql_where=sa.text("state = 'pending'"),
        )

    op.create_table(
        "invoice_lines",
        sa.Column("invoice_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=True),
        sa.Column("label", sa.String(length=120), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("unit_price", sa.Integer(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_invoice_lines_child_id")),
        sa.ForeignKeyConstraint(["invoice_id"], ["invoices.id"], name=op.f("fk_invoice_lines_invoice_id")),
        sa.PrimaryKeyConstraint("invoice_id", "position", name=op.f("pk_invoice_lines")),
    )
    op.create_table(
        "payments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("family_id", sa.Integer(), nullable=False),
        sa.Column("invoice_id", sa.Integer(), nullable=True),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("means", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["family_id"], ["families.id"], name=op.f("fk_payments_family_id")),
        sa.ForeignKeyConstraint(["invoice_id"], ["invoices.id"], name=op.f("fk_payments_invoice_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payments")),
        sa.UniqueConstraint("reference", name=op.f("uq_payments_reference")),
    )
    with op.batch_alter_table("payments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_payments_family_id"), ["family_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_payments_invoice_id"), ["invoice_id"], unique=False)

    op.create_table(
        "pickup_persons",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("last_name", sa.String(length=80), nullable=False),
        sa.Column("first_name", sa.String(length=80), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("relation", sa.String(length=40), server_default="", nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("request_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_pickup_persons_child_id")),
        sa.ForeignKeyConstraint(["request_id"], ["family_requests.id"], name=op.f("fk_pickup_persons_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pickup_persons")),
    )
    with op.batch_alter_table("pickup_persons", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pickup_persons_child_id"), ["child_id"], unique=False)

    with op.batch_alter_table("guardians", schema=None) as batch_op:
        batch_op.add_column(sa.Column("address", sa.String(length=250), nullable=True))
        batch_op.add_column(sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("link_codes", schema=None) as batch_op:
        batch_op.add_column(sa.Column("asks_birth_date", sa.Boolean(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("wrong_answers", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("mailed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("made_by", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_link_codes_made_by"), "guardians", ["made_by"], ["id"])

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("mailbox", sa.String(length=254), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_column("mailbox")

    with op.batch_alter_table("link_codes", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_link_codes_made_by"), type_="foreignkey")
        batch_op.drop_column("made_by")
        batch_op.drop_column("mailed_at")
        batch_op.drop_column("wrong_answers")
        batch_op.drop_column("asks_birth_date")

    with op.batch_alter_table("guardians", schema=None) as batch_op:
        batch_op.drop_column("erased_at")
        batch_op.drop_column("address")

    with op.batch_alter_table("pickup_persons", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pickup_persons_child_id"))

    op.drop_table("pickup_persons")
    with op.batch_alter_table("payments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_payments_invoice_id"))
        batch_op.drop_index(batch_op.f("ix_payments_family_id"))

    op.drop_table("payments")
    op.drop_table("invoice_lines")
    with op.batch_alter_table("family_requests", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_family_requests_pending",
            sqlite_where=sa.text("state = 'pending'"),
            postgresql_where=sa.text("state = 'pending'"),
        )
        batch_op.drop_index("ix_family_requests_guardian_id_created_at")
        batch_op.drop_index(batch_op.f("ix_family_requests_family_id"))
        batch_op.drop_index(batch_op.f("ix_family_requests_child_id"))

    op.drop_table("family_requests")
    op.drop_table("tax_notices")
    op.drop_table("photos")
    with op.batch_alter_table("invoices", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invoices_family_id"))

    op.drop_table("invoices")
    op.drop_table("family_accounts")
    op.drop_table("child_records")
