internal import GitValues

/// Reads blobs and writes them to worktrees; one for each thread.
final class CheckoutWriter {
  private let plan: CheckoutPlan
  private let commonFolder: String
  private let repository: Repository
  private let hasSymlinks: Bool
  private let time: FileTime
  private var filters: [Int: ContentFilter] = [:]
  private var unsupported: [String: [GitPath]] = [:]

  /// How many bytes of content are held before they are written.
  private static let byteLimit = 16 << 20

  init(
    _ plan: CheckoutPlan, commonFolder: String, hasSymlinks: Bool, time: FileTime
  ) throws(GitError) {
    self.plan = plan
    self.commonFolder = commonFolder
    self.hasSymlinks = hasSymlinks
    self.time = time
    repository = try Repository.open(exactly: commonFolder)
  }

  /// The content of items as it is to be in the worktree.
  struct Content {
    let position: Int
    let bytes: [UInt8]
  }

  /// Reads items from `start` on, until `end` or until enough is in memory; at least one.
  func read(from start: Int, to end: Int) throws(GitError) -> [Content] {
    var contents: [Content] = []
    var size = 0
    for position in start..<end where size < CheckoutWriter.byteLimit {
      let bytes = try content(of: plan.items[position])
      size += bytes.count
      contents.append(Content(position: position, bytes: bytes))
    }
    return contents
  }

  private func content(of item: CheckoutPlan.Item) throws(GitError) -> [UInt8] {
    if item.entry.mode == .submodule { return [] }
    let bytes = try repository.objects.blob(item.entry.id)
    guard item.entry.mode.isRegular, let filter = try filter(item.filterGroup) else { return bytes }
    if let why = try filter.unsupported(item.path, .toWorktree) {
      unsupported[why, default: []].append(item.path)
    }
    guard try filter.converts(item.path) else { return bytes }
    return try filter.toWorktree(bytes, path: item.path, id: item.entry.id)
  }

  private func filter(_ group: Int) throws(GitError) -> ContentFilter? {
    guard let commit = plan.filterCommits[group] else { return nil }
    if let filter = filters[group] { return filter }
    let filter = try ContentFilter(commonFolder: commonFolder, at: commit)
    filters[group] = filter
    return filter
  }

  /// What was met since the last call that is not converted here.
  func takeUnsupported() -> [String: [GitPath]] {
    defer { unsupported = [:] }
    return unsupported
  }

  /// Writes contents to every member that has them.
  ///
  /// - Parameter stamps: gets what was written, also where this throws.
  func write(
    _ contents: [Content], in folder: GitPath, roots: [String],
    into stamps: inout [(slot: Int, stamp: FileStamp)]
  ) throws(GitError) {
    let members = Set(contents.flatMap { plan.items[$0.position].members }).sorted()
    for member in members {
      let root = roots[member]
      let open = try doing("cannot make the folder \(root)/\(folder)") { () throws(SystemError) in
        try Folder(root).makeFolder(at: folder)
      }
      for content in contents {
        guard let slot = plan.slot(of: content.position, for: member) else { continue }
        let item = plan.items[content.position]
        let stamp = try doing("cannot write \(root)/\(item.path)") { () throws(SystemError) in
          try write(item, content.bytes, in: open)
        }
        stamps.append((slot, stamp))
      }
    }
  }

  private func write(
    _ item: CheckoutPlan.Item, _ bytes: [UInt8], in folder: borrowing Folder
  ) throws(SystemError) -> FileStamp {
    let name = item.path.name
    switch item.entry.mode {
    case .submodule, .tree:
      // Its own commits are fetched by `git submodule update`.
      _ = try folder.makeFolder(name)
      return try folder.status(of: name)?.stamp ?? FileStamp()
    case .symlink where hasSymlinks:
      return try folder.createLink(name, to: bytes, time: time).stamp
    case .symlink, .file:
      return try folder.create(name, bytes, isExecutable: false, time: time).stamp
    case .executable:
      return try folder.create(name, bytes, isExecutable: true, time: time).stamp
    }
  }
}
