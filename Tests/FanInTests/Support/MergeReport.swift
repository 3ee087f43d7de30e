import Conflicts
import Git
import GitValues

@testable import FanIn

/// All that a merge says, in a form in which git's and ours can be compared.
struct MergeReport: Equatable {
  struct Stage: Hashable {
    let path: GitPath
    let number: Int
    let mode: UInt32
    let id: String
  }

  struct Conflict: Hashable {
    let kind: ConflictKind
    let path: GitPath
  }

  var isClean: Bool
  var tree: String
  var stages: Set<Stage>
  var conflicts: Set<Conflict>

  /// What our merge says.
  init(_ merge: CommitMerge, in repository: Repository) throws {
    isClean = merge.merge.isClean
    tree = try repository.objects.apply(merge.merge.updates, to: merge.oursTree).hex
    stages = []
    for (path, versions) in merge.merge.unmerged {
      for (number, entry) in [(1, versions.base), (2, versions.ours), (3, versions.theirs)] {
        guard let entry else { continue }
        stages.insert(
          Stage(path: path, number: number, mode: UInt32(entry.mode.rawValue), id: entry.id.hex))
      }
    }
    conflicts = Set(merge.merge.conflicts.map { Conflict(kind: $0.kind, path: $0.path) })
  }

  init(isClean: Bool, tree: String, stages: Set<Stage>, conflicts: Set<Conflict>) {
    self.isClean = isClean
    self.tree = tree
    self.stages = stages
    self.conflicts = conflicts
  }
}

extension MergeReport: CustomStringConvertible {
  var description: String {
    let stages = stages.map { "\($0.number) \(String($0.mode, radix: 8)) \($0.id.prefix(7)) \($0.path)" }
    let conflicts = conflicts.map { "\($0.kind.rawValue): \($0.path)" }
    return ([isClean ? "clean" : "conflicted", tree] + conflicts.sorted() + stages.sorted())
      .joined(separator: "\n  ")
  }
}
