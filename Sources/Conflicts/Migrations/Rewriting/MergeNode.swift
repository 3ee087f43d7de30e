import GitValues

/// A migration without operations that joins two ends of a chain, as `makemigrations --merge` and `alembic merge` make it.
struct MergeNode {
  let group: MigrationGroup
  /// The other sides' end, and the lane's.
  let joins: [GraphNode]

  /// Its file. The same ends give the same file.
  var file: FileEdit {
    if case .graph(.django) = group.scheme.identity { return django }
    return alembic
  }

  private var django: FileEdit {
    let label = (joins.lazy.compactMap(\.label).first ?? Array(group.folder.parent.name)).asText
    let last = joins.map(\.unit.number).max() ?? MigrationNumber(parts: [[]])
    let number = last.next.written(like: joins[0].unit.numberText)
    let names = joins.map { "        (\"\(label)\", \"\($0.id.asText)\"),\n" }.joined()
    let text = """
      from django.db import migrations


      class Migration(migrations.Migration):

          dependencies = [
      \(names)    ]

          operations = []

      """
    let name = number + Array("_merge_\(joins[0].unit.numberText.asText)_\(joins[1].id.asText).py".utf8)
    return FileEdit(path: group.folder.appending(name), mode: .file, bytes: Array(text.utf8))
  }

  private var alembic: FileEdit {
    let ids = joins.map(\.id.asText)
    let revision = String(clashID(kind: "merge", lanes: ids, path: group.folder).prefix(12))
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
