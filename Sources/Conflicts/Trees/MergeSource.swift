public import GitValues
public import Merging

/// What a merge of trees asks of the repository that they are in.
///
/// The merge itself knows no repository: this is the only way in and out.
public protocol MergeSource {
  associatedtype Failure: Error

  /// The bytes of a blob.
  func content(_ id: ObjectID) throws(Failure) -> [UInt8]
  /// How many bytes a blob has.
  func size(_ id: ObjectID) throws(Failure) -> Int
  /// Whether one of the trees has a folder at a path.
  func hasFolder(_ path: GitPath, in version: TreeVersion) throws(Failure) -> Bool
  /// What one of the trees has at a path.
  func entry(_ path: GitPath, in version: TreeVersion) throws(Failure) -> FileEntry?
  /// Merges three blobs as the attributes of `path` say.
  func mergeBlobs(_ request: BlobMergeRequest) throws(Failure) -> BlobMerge
  /// Finds the one of two commits of a submodule that contains the other and the base; nil if neither does.
  func mergeSubmodule(_ path: GitPath, _ commits: Triple<ObjectID>) throws(Failure) -> ObjectID?
}

/// Which of the three trees.
public enum TreeVersion: Sendable, Hashable {
  case base
  case side(Side)
}

/// Three blobs that are to become one.
public struct BlobMergeRequest: Sendable, Hashable {
  /// The path whose attributes rule.
  public let path: GitPath
  /// The blobs; nil as the base means an empty one.
  public let base: ObjectID?
  public let ours: ObjectID
  public let theirs: ObjectID
  /// The path that each came from, for the labels of conflicts.
  public let names: Triple<GitPath>
  /// How much longer than usual the conflict markers are, for merges of merges.
  public let extraMarkerSize: Int
  /// Whether the result only serves as the base of another merge.
  public let isVirtual: Bool
  /// Whether the merged bytes are wanted; otherwise it is enough to know what conflicts.
  public let wantsResult: Bool
}

/// What became of three blobs.
public struct BlobMerge: Sendable {
  /// The merged blob, with conflict markers where there are conflicts.
  public let id: ObjectID
  public let isBinary: Bool
  public let conflicts: [ConflictHunk]
  public let nearby: [NearbyChange]
  /// What the rules decided about the places where git stops, open ones included.
  public let decisions: [HunkDecision]
  /// What the merged text has twice and none of the versions had.
  public let duplicates: [MergedDuplicate]
  /// False where the result needs a decision, be it for hunks or because no text can be merged.
  public let isClean: Bool

  public init(
    id: ObjectID, isBinary: Bool, isClean: Bool, conflicts: [ConflictHunk] = [],
    nearby: [NearbyChange] = [], decisions: [HunkDecision] = [],
    duplicates: [MergedDuplicate] = []
  ) {
    self.id = id
    self.isBinary = isBinary
    self.isClean = isClean
    self.conflicts = conflicts
    self.nearby = nearby
    self.decisions = decisions
    self.duplicates = duplicates
  }
}

/// How trees are merged.
public struct TreeMergeOptions: Sendable, Hashable {
  /// Whether renames are followed (`merge.renames`).
  public var detectsRenames = true
  /// What becomes of a file added to a folder that the other side renamed (`merge.directoryRenames`).
  public var folderRenames = FolderRenames.conflict
  /// Above the square of this many candidates only exact renames and equal names are found (`merge.renameLimit`).
  public var renameLimit = 7000
  /// The sides' names for files that must move out of the way.
  public var oursName = "ours"
  public var theirsName = "theirs"
  /// How many merges of merge bases this one is inside of.
  public var depth = 0
  /// Whether only the conflicts are wanted: merged files then get no content.
  public var isProbe = false

  public init() {}

  public enum FolderRenames: Sendable, Hashable { case off, conflict, apply }
}
