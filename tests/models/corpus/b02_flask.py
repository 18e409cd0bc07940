from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()

tags = db.Table(
    "tags",
    db.Column("tag_id", db.Integer, db.ForeignKey("tag.id"), primary_key=True),
    db.Column("page_id", db.Integer, db.ForeignKey("page.id"), primary_key=True),
)


class Tag(db.Model):
    id = db.Column(db.Integer, primary_key=True)


class Page(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(80), unique=True, nullable=False)
    made = db.Column(db.DateTime, server_default=db.func.now())
    tags = db.relationship("Tag", secondary=tags)


class UserAccount(db.Model):
    __tablename__ = "accounts"
    id = db.Column(db.Integer, primary_key=True)
    page_id = db.Column(db.Integer, db.ForeignKey("page.id"), index=True)
    kind = db.Column(db.Enum("a", "b", name="account_kind"))


class HTTPLog(db.Model):
    id = db.Column(db.BigInteger, primary_key=True)
