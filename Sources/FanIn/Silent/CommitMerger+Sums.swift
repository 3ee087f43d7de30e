import Conflicts
import Git
import GitValues

extension CommitMerger {
  /// Makes the files anew that sum up a folder of migrations, as no merge of two sums is one.
  ///
  /// - Parameters:
  ///   - tree: what was merged.
  ///   - merge: how.
  ///   - lanes: what clashes call the two sides.
  /// - Returns: the tree with these files, and what to tell of them.
  func recomputed(
    _ tree: ObjectID, _ merge: TreeMerge, lanes: [String]
  ) throws -> (tree: ObjectID, decisions: [Clash]) {
    let edits = try MigrationRecordMerger.recomputations(
      in: tree, paths: Array(merge.updates.keys), reader: ObjectTrees(objects: repository.objects))
    guard !edits.isEmpty, settings.policy.accept != .ask else { return (tree, []) }
    var adaptation = Adaptation()
    adaptation.edits = edits
    let decisions = edits.map { edit in
      Clash(
        id: clashID(kind: "migration", lanes: lanes, path: edit.path), kind: "migration", level: .silent,
        lanes: lanes, path: edit.path, paths: [edit.path], lines: [], decision: .certain,
        rule: "recomputed", reason: "it sums up the folder, so it is made anew for the merged one")
    }
    return (try repository.objects.apply(adaptation, to: tree, from: tree), decisions)
  }
}
