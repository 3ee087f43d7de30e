import GitValues

/// A migration without operations that joins two ends of a chain, as `makemigrations --merge` and `alembic merge` make it.
struct MergeNode {
  let group: MigrationGroup
  /// The other sides' end, and the lane's.
  let joins: [GraphNode]

  private var isDjango: Bool { if case .graph(.django) = group.scheme.identity { true } else { false } }

  /// Its file. The same ends give the same file.
  var file: FileEdit { isDjango ? django : alembic }

  /// What others call it: Django's file name, Alembic's revision.
  var id: [UInt8] { isDjango ? djangoName : Array(revision.utf8) }

  private var djangoName: [UInt8] {
    let last = joins.map(\.unit.number).max() ?? MigrationNumber(parts: [[]])
    let number = last.next.written(like: joins[0].unit.numberText)
    return number + Array("_merge_\(joins[0].unit.numberText.asText)_\(joins[1].id.asText)".utf8)
  }

  private var revision: String {
    String(clashID(kind: "merge", lanes: joins.map(\.id.asText), path: group.folder).prefix(12))
  }

  private var django: FileEdit {
    let label = (joins.lazy.compactMap(\.label).first ?? Array(group.folder.parent.name)).asText
    let names = joins.map { "        (\"\(label)\", \"\($0.id.asText)\"),\n" }.joined()
    let text = """
      from django.db import migrations


      class Migration(migrations.Migration):

          dependencies = [
      \(names)    ]

          operations = []

      """
    return FileEdit(
      path: group.folder.appending(djangoName + Array(".py".utf8)), mode: .file, bytes: Array(text.utf8))
  }

  private var alembic: FileEdit {
    let ids = joins.map(\.id.asText)
    let text = """
      \"\"\"merge \(ids[0]) and \(ids[1])

      Revision ID: \(revision)
      Revises: \(ids[0]), \(ids[1])

      \"\"\"

      revision = "\(revision)"
      down_revision = ("\(ids[0])", "\(ids[1])")
      branch_labels = None
      depends_on = None


      def upgrade():
          pass


      def downgrade():
          pass

      """
    return FileEdit(
      path: group.folder.appending(Array("\(revision)_merge.py".utf8)), mode: .file, bytes: Array(text.utf8))
  }
}
