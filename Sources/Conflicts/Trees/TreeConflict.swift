public import GitValues
public import Merging

/// Why git stops at a path, in git's own words.
public enum ConflictKind: String, Sendable, Hashable, CaseIterable {
  case content
  case addAdd = "add/add"
  case modifyDelete = "modify/delete"
  case binary
  case submodule
  case fileDirectory = "file/directory"
  case distinctTypes = "distinct types"
  case renameRename = "rename/rename"
  case renameDelete = "rename/delete"
  /// A renamed file whose content conflicts and whose new name is taken as well.
  case renameCollides = "rename involved in collision"
  /// A file added to a folder that the other side renamed.
  case fileLocation = "file location"
  /// A folder that went to several places, none of which got most of its files.
  case folderRenameSplit = "directory rename split"
  /// A file that a folder's rename would put where something else is.
  case implicitFolderRename = "implicit dir rename"
}

/// One thing that git stops at.
public struct TreeConflict: Sendable, Hashable {
  public let kind: ConflictKind
  /// Where the conflict is: a path of the merged tree.
  public let path: GitPath
  /// Other paths that take part: the old name of a rename, the name that was wanted.
  public let otherPaths: [GitPath]
  /// Which side made the rename, deletion or file, where that is one side's.
  public let side: Side?
  /// Where texts conflict; empty for other kinds.
  public let hunks: [ConflictHunk]
  /// What the rules decided about each place where git stops; empty for other kinds.
  public let decisions: [HunkDecision]

  public init(
    _ kind: ConflictKind, at path: GitPath, with otherPaths: [GitPath] = [], by side: Side? = nil,
    hunks: [ConflictHunk] = [], decisions: [HunkDecision] = []
  ) {
    self.kind = kind
    self.path = path
    self.otherPaths = otherPaths
    self.side = side
    self.hunks = hunks
    self.decisions = decisions
  }
}

/// A path that both sides changed and that merged as text: by git, or by rules where git stops.
public struct CleanTextMerge: Sendable, Hashable {
  public let path: GitPath
  /// Why git stops, where it does and rules settled all of it; nil where git merges it.
  public let settled: ConflictKind?
  /// Changes of the two sides that stand close together.
  public let nearby: [NearbyChange]
  /// What the rules decided; empty where git merges it.
  public let decisions: [HunkDecision]
  /// What the merged text has twice and none of the versions had.
  public let duplicates: [MergedDuplicate]
}

/// What three trees merge to.
public struct TreeMerge: Sendable {
  /// What is to be changed in our tree: path → new entry, or nil to remove it. Conflicted files are in it with markers.
  public var updates: [GitPath: FileEntry?] = [:]
  /// Conflicted paths → the versions that an index would hold for them.
  public var unmerged: [GitPath: Triple<FileEntry?>] = [:]
  public var conflicts: [TreeConflict] = []
  /// Paths that both sides changed, whatever came of it.
  public var shared: [GitPath] = []
  public var cleanTexts: [CleanTextMerge] = []
  /// How large `merge.renameLimit` would have to be for all renames to be looked for; nil if it was large enough.
  public var neededRenameLimit: Int?

  public var isClean: Bool { conflicts.isEmpty && unmerged.isEmpty }
}
