public import GitValues

/// One lane as the search for silent clashes sees it: two trees and what lies between them.
public struct LaneTree: Sendable {
  /// What people call the lane.
  public let name: String
  /// The tree at which it left the target: the merge base of both.
  public let base: ObjectID
  /// Its tree now.
  public let tree: ObjectID
  /// What changed from `base` to `tree`.
  public let changes: ChangeSet

  /// - Parameters:
  ///   - name: what people call the lane.
  ///   - base: the tree of its merge base with the target.
  ///   - tree: its tree now.
  ///   - changes: what changed from `base` to `tree`.
  public init(name: String, base: ObjectID, tree: ObjectID, changes: ChangeSet) {
    self.name = name
    self.base = base
    self.tree = tree
    self.changes = changes
  }
}

/// What the search for silent clashes asks of the repository. It knows no repository itself: this is the only way in.
///
/// Trees and blobs are named by their ids; calls may be repeated, so an implementation keeps what it has read.
public protocol TreeReader {
  associatedtype Failure: Error

  /// The bytes of a blob.
  func content(_ id: ObjectID) throws(Failure) -> [UInt8]
  /// What a tree has at a path: a file, or a folder with the mode `.tree`; nil if there is nothing.
  func entry(_ path: GitPath, in tree: ObjectID) throws(Failure) -> FileEntry?
  /// What a tree has directly in a folder, folders included, sorted by name; empty if there is no such folder.
  func list(_ folder: GitPath, in tree: ObjectID) throws(Failure) -> [(name: [UInt8], entry: FileEntry)]
}

/// One change that an adaptation makes to a lane's tree.
public struct FileEdit: Sendable, Hashable {
  /// Where the file is afterwards.
  public let path: GitPath
  /// Where it was before, if it is moved; the old path is gone afterwards.
  public let movedFrom: GitPath?
  public let mode: FileMode
  public let bytes: [UInt8]

  /// - Parameters:
  ///   - path: where the file is afterwards.
  ///   - movedFrom: where it was before, if it is moved.
  ///   - mode: its mode afterwards.
  ///   - bytes: its whole content afterwards.
  public init(path: GitPath, movedFrom: GitPath? = nil, mode: FileMode, bytes: [UInt8]) {
    self.path = path
    self.movedFrom = movedFrom
    self.mode = mode
    self.bytes = bytes
  }
}

/// What is put on top of one lane before it is merged, so that it fits with the others.
public struct Adaptation: Sendable {
  /// All to be made at once: a file may move to a path that another one leaves.
  public var edits: [FileEdit] = []
  /// Paths that are put back to what the lane's base has, which may be nothing.
  public var restored: [GitPath] = []
  /// Lines for the commit's message, such as `Renumbered: migrations/008_b.sql -> migrations/009_b.sql`.
  public var notes: [String] = []

  public init() {}

  /// Adds what another search makes of the lane after this.
  public mutating func add(_ other: Adaptation) {
    edits += other.edits
    restored += other.restored
    notes += other.notes
  }

  public var isEmpty: Bool { edits.isEmpty && restored.isEmpty }
}

/// What one search for silent clashes found among lanes, and what it would do about it.
public struct SilentReport: Sendable {
  public var clashes: [Clash] = []
  /// One for each lane, in their order.
  public var adaptations: [Adaptation]

  /// - Parameter laneCount: how many lanes were looked at.
  public init(laneCount: Int) { adaptations = Array(repeating: Adaptation(), count: laneCount) }
}
