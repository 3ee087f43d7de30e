internal import Clibgit2
public import GitValues

/// A reference and the commit behind it.
public struct Reference: Sendable {
  /// The whole name: `refs/heads/main`; `HEAD` or a commit's hex id where no reference was named.
  public let name: String
  public let commit: ObjectID

  public init(name: String, commit: ObjectID) {
    self.name = name
    self.commit = commit
  }

  /// The name as people write it: without `refs/heads/`, `refs/remotes/` or `refs/tags/`.
  public var shortName: String {
    for prefix in ["refs/heads/", "refs/remotes/", "refs/tags/"] {
      if let short = name.after(prefix) { return short }
    }
    return name
  }
}

extension Reference: Hashable {
  public static func == (a: Reference, b: Reference) -> Bool {
    a.commit == b.commit && a.name.isExactly(b.name)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(ExactText(name))
    hasher.combine(commit)
  }
}

/// Where HEAD is.
public enum Head: Sendable {
  case branch(Reference)
  /// On a branch that has no commit yet.
  case unborn(String)
  case detached(ObjectID)
}

extension Head: Hashable {
  public static func == (a: Head, b: Head) -> Bool {
    switch (a, b) {
    case (.branch(let x), .branch(let y)): x == y
    case (.unborn(let x), .unborn(let y)): x.isExactly(y)
    case (.detached(let x), .detached(let y)): x == y
    default: false
    }
  }

  public func hash(into hasher: inout Hasher) {
    switch self {
    case .branch(let reference): hasher.combine(reference)
    case .unborn(let name): hasher.combine(ExactText(name))
    case .detached(let commit): hasher.combine(commit)
    }
  }
}

extension Repository {
  /// Where this worktree's HEAD is.
  public func head() throws(GitError) -> Head {
    let head = try Handle<ReferenceKind>("cannot read HEAD") { git_reference_lookup(&$0, pointer, "HEAD") }
    guard let target = git_reference_symbolic_target(head.pointer) else {
      guard let oid = git_reference_target(head.pointer) else { throw GitError(.corrupt, "HEAD is damaged") }
      return .detached(ObjectID(oid.pointee))
    }
    let name = String(cString: target)
    guard let commit = try commit(ofReference: name) else { return .unborn(name) }
    return .branch(Reference(name: name, commit: commit))
  }

  /// The commit a reference leads to, through symbolic references and tags; nil if there is no such reference.
  public func commit(ofReference name: String) throws(GitError) -> ObjectID? {
    guard var id = try value(ofReference: name) else { return nil }
    while true {
      let object = try objects.read(id)
      guard object.type == .tag else { return id }
      let line = object.bytes.prefix { $0 != UInt8(ascii: "\n") }
      guard let next = ObjectID(hex: String(decoding: line.dropFirst(7), as: UTF8.self)) else {
        throw GitError(.corrupt, "tag \(id.short) is damaged")
      }
      id = next
    }
  }

  /// Follows a symbolic reference to the one it stands for.
  ///
  /// - Returns: the reference that is moved when `name` is, and its commit; nil if there is none.
  public func resolve(reference name: String) throws(GitError) -> Reference? {
    guard let commit = try commit(ofReference: name) else { return nil }
    let found = try Handle<ReferenceKind>("cannot read \(name)") { git_reference_lookup(&$0, pointer, name) }
    let direct = try Handle<ReferenceKind>("cannot follow \(name)") {
      git_reference_resolve(&$0, found.pointer)
    }
    return Reference(name: String(cString: git_reference_name(direct.pointer)), commit: commit)
  }

  /// The object a reference leads to; nil if there is no such reference.
  public func value(ofReference name: String) throws(GitError) -> ObjectID? {
    var oid = git_oid()
    let status = git_reference_name_to_id(&oid, pointer, name)
    if status == GIT_ENOTFOUND.rawValue || status == GIT_EINVALIDSPEC.rawValue { return nil }
    try check(status, "cannot read \(name)")
    return ObjectID(oid)
  }

  /// Finds what a person calls `name`: a branch first, then what git makes of it (tag, remote-tracking branch, commit).
  ///
  /// - Returns: nil if nothing has that name.
  public func find(_ name: String) throws(GitError) -> Reference? {
    for full in ["refs/heads/" + name, name.after("refs/") != nil ? name : "refs/remotes/" + name] {
      if full.after("refs/remotes/") != nil, try value(ofReference: "refs/tags/" + name) != nil { continue }
      if let commit = try commit(ofReference: full) { return Reference(name: full, commit: commit) }
    }
    var made: OpaquePointer?
    guard git_revparse_single(&made, pointer, name) == 0, let made else { return nil }
    defer { git_object_free(made) }
    var commit: OpaquePointer?
    guard git_object_peel(&commit, made, GIT_OBJECT_COMMIT) == 0, let commit else { return nil }
    defer { git_object_free(commit) }
    guard let oid = git_object_id(commit) else { return nil }
    return Reference(name: name, commit: ObjectID(oid.pointee))
  }

  /// The references whose whole name matches a glob, sorted by name.
  ///
  /// - Parameter glob: such as `refs/heads/lane/*`; `*` also matches slashes.
  public func references(matching glob: String) throws(GitError) -> [Reference] {
    let iterator = try Handle<IteratorKind>("cannot list references") {
      git_reference_iterator_glob_new(&$0, pointer, glob)
    }
    var found: [Reference] = []
    var name: UnsafePointer<CChar>?
    while true {
      let status = git_reference_next_name(&name, iterator.pointer)
      if status == GIT_ITEROVER.rawValue { break }
      try check(status, "cannot list references")
      guard let name else { break }
      guard let text = String(validatingCString: name) else {
        throw GitError(
          .invalidName, "the name of the reference '\(String(cString: name))' is not UTF-8",
          hint: "rename it: git-fanin cannot name it, and would leave it out silently")
      }
      if let commit = try commit(ofReference: text) { found.append(Reference(name: text, commit: commit)) }
    }
    return found.sorted { Array($0.name.utf8).lexicographicallyPrecedes(Array($1.name.utf8)) }
  }

  /// Whether git allows a reference of this whole name.
  public static func isValid(referenceName name: String) -> Bool {
    var valid: Int32 = 0
    // Even a question may leave an error behind, and there is no place for it before libgit2 runs.
    guard (try? Library.start()) != nil else { return false }
    return git_reference_name_is_valid(&valid, name) == 0 && valid == 1
  }
}
