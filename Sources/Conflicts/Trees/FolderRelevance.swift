import GitValues

/// Which folders vanished on a side, and whether it matters where their files went.
///
/// It matters for a folder that one side removed and to which the other side added a file: the file should
/// perhaps follow the folder. Then it matters for everything below that folder, too, as what counts is where
/// most of the files went.
struct FolderRelevance {
  /// Why a vanished folder is looked at.
  enum Reason: Sendable { case unimportant, forAncestor, forItself }

  /// Folders of the base that are gone on a side.
  private(set) var vanished = Sides<[GitPath: Reason]>(ours: [:], theirs: [:])
  /// The topmost folders below which the place of every file matters.
  private var roots: Set<GitPath> = []

  /// - Parameters:
  ///   - removed: the files of the base that each side no longer has.
  ///   - added: the files that each side has and the base has not.
  ///   - source: asked whether a folder is still there.
  init<Source: MergeSource>(
    removed: Sides<[PathChange]>, added: Sides<[PathChange]>, source: Source
  ) throws(Source.Failure) {
    for side in Side.allCases {
      var folders: Set<GitPath> = []
      for change in removed[side] where folders.insert(change.path.parent).inserted {
        folders.formUnion(change.path.ancestors)
      }
      folders.remove(.root)
      for folder in folders {
        if try !source.hasFolder(folder, in: .side(side)) { vanished[side][folder] = .unimportant }
      }
    }
    for side in Side.allCases where !vanished[side.other].isEmpty {
      for change in added[side] {
        let folder = change.path.parent
        guard vanished[side.other][folder] != nil, vanished[side][folder] == nil else { continue }
        roots.insert(folder)
      }
    }
    guard !roots.isEmpty else { return }
    giveReasons(added: added)
  }

  private mutating func giveReasons(added: Sides<[PathChange]>) {
    for side in Side.allCases {
      for folder in vanished[side].keys where isRelevant(folder.parent) {
        vanished[side][folder] = .forAncestor
      }
    }
    for side in Side.allCases {
      for change in added[side] where isRelevant(change.path.parent) {
        vanished[side.other][change.path.parent] = .forItself
      }
    }
  }

  /// Whether it matters where the files of a folder went.
  func isRelevant(_ folder: GitPath) -> Bool {
    guard !roots.isEmpty, !folder.isRoot else { return false }
    return roots.contains(folder) || folder.ancestors.contains { roots.contains($0) }
  }
}

/// One value for each side.
struct Sides<Value> {
  var ours: Value
  var theirs: Value

  subscript(side: Side) -> Value {
    get { side == .ours ? ours : theirs }
    set {
      if side == .ours { ours = newValue } else { theirs = newValue }
    }
  }
}

extension Sides: Sendable where Value: Sendable {}
