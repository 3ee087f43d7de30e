import Conflicts
import GitValues
import Testing

@Suite("Migrations that change one thing")
struct SchemaClashTests {
  private func semantic(_ first: String, _ second: String, path: String = "migrations/%_x.sql") throws
    -> [Clash]
  {
    func at(_ number: String) -> String {
      path.split(separator: "%", omittingEmptySubsequences: false).joined(separator: number)
    }
    let scene = MigrationScene(base: [:], ("a", [at("001"): first]), ("b", [at("002"): second]))
    return try scene.report().silent.clashes.filter { $0.kind == "semantic" }
  }

  @Test(
    "The same column, index, type or table is left to a person",
    arguments: [
      ("ALTER TABLE users ADD COLUMN age int;", "alter table \"public\".\"users\" add age bigint"),
      (
        "ALTER TABLE a ADD x int, ADD CONSTRAINT c CHECK (x IN (1, 2));",
        "ALTER TABLE a DROP CONSTRAINT IF EXISTS c;"
      ),
      ("CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON t (a);", "DROP INDEX i;"),
      ("CREATE TABLE IF NOT EXISTS `t` (id int);", "CREATE TABLE t (id bigint);"),
      ("DROP TABLE old, t;", "-- keep\nALTER TABLE t ADD y int;"),
      ("ALTER TABLE t RENAME TO u;", "UPDATE t SET x = 1;"),
      ("ALTER TABLE t RENAME COLUMN a TO b;", "ALTER TABLE t ADD COLUMN b int;"),
      ("ALTER TYPE mood ADD VALUE 'x';", "ALTER TYPE mood ADD VALUE 'y';"),
      (
        "CREATE OR REPLACE FUNCTION f() RETURNS int AS $$ SELECT 1; $$;",
        "CREATE FUNCTION public.f() RETURNS int AS $x$;$x$"
      ),
      ("ALTER TABLE [dbo].[t] ADD [c] int", "ALTER TABLE t ALTER COLUMN c text"),
    ])
  func same(first: String, second: String) throws {
    let clashes = try semantic(first, second)
    #expect(clashes.map(\.rule) == ["E-SAME-OBJECT"])
    #expect(clashes.map(\.lanes) == [["a", "b"]])
    #expect(clashes.first?.lines.count == 2)
  }

  @Test(
    "Different things are no clash",
    arguments: [
      ("ALTER TABLE users ADD COLUMN age int;", "ALTER TABLE users ADD COLUMN name text;"),
      ("ALTER TABLE a ADD x int DEFAULT (1, 2);", "ALTER TABLE b ADD x int;"),
      ("CREATE INDEX ON t (a);", "CREATE INDEX ON t (b);"),
      ("-- ALTER TABLE t ADD c int;\nSELECT 'ALTER TABLE t ADD c int;';", "ALTER TABLE t ADD c int;"),
      ("ALTER TABLE t ADD a int; -- +goose Down\nALTER TABLE t DROP z;", "ALTER TABLE t ADD z int;"),
      ("ALTER TABLE", "ALTER TABLE t ADD ("),
    ])
  func different(first: String, second: String) throws {
    #expect(try semantic(first, second).isEmpty)
  }

  @Test("Django's, Alembic's and Rails' calls are read")
  func calls() throws {
    let django = { (operation: String) in
      "from django.db import migrations\nclass Migration(migrations.Migration):\n  operations = [\(operation)]\n"
    }
    let field =
      "migrations.AddField(\n    model_name='Item',\n    name='price',\n    field=models.IntegerField(help_text='name=\"x\"')),"
    #expect(
      try semantic(
        django(field), django("migrations.RemoveField(model_name=\"item\", name=\"price\")"),
        path: "shop/migrations/%_x.py"
      )
      .map(\.rule) == ["E-SAME-OBJECT"])
    #expect(
      try semantic(
        django(field), django("migrations.AddField(model_name='item', name='cost')"),
        path: "shop/migrations/%_x.py"
      )
      .isEmpty)
    let rails = { (body: String) in
      "class X < ActiveRecord::Migration[7.0]\n  def change\n    \(body)\n  end\nend\n"
    }
    #expect(
      try semantic(
        rails("add_column :users, :age, :integer"), rails("remove_column(:users, :age)"),
        path: "db/migrate/%_x%.rb"
      )
      .map(\.rule) == ["E-SAME-OBJECT"])
  }

  @Test("The same table makes a settled clash worth a look")
  func sameTable() throws {
    let scene = MigrationScene(
      base: [:], ("a", ["migrations/001_a.sql": "ALTER TABLE t ADD a int;"]),
      ("b", ["migrations/001_b.sql": "ALTER TABLE t ADD b int;"]))
    let clashes = try scene.report().silent.clashes
    #expect(clashes.map(\.decision) == [.likely])
    #expect(clashes.first?.reason.contains("W-SAME-TABLE") == true)
  }
}
