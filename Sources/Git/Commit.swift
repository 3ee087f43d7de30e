public import GitValues

/// A commit, taken apart.
public struct Commit: Sendable {
  public let tree: ObjectID
  public let parents: [ObjectID]
  /// Seconds since 1970 of the committer's date; dates order the search for merge bases.
  public let time: Int64
  /// The author as git writes it: `Name <mail> seconds zone`.
  public let author: String
  /// The committer in the same form.
  public let committer: String
  public let message: String

  /// The first line of the message.
  public var subject: String { String(message.prefix { $0 != "\n" }) }

  /// Takes a commit object apart.
  ///
  /// - Throws: `.corrupt` where it names no tree.
  init(parsing bytes: [UInt8], id: ObjectID) throws(GitError) {
    var tree: ObjectID?
    var parents: [ObjectID] = []
    var author = ""
    var committer = ""
    var position = 0
    while position < bytes.count {
      let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      let line = String(decoding: bytes[position..<end], as: UTF8.self)
      position = min(end + 1, bytes.count)
      if line.isEmpty { break }
      if line.hasPrefix("tree ") { tree = ObjectID(hex: line.dropFirst(5)) }
      if line.hasPrefix("parent "), let parent = ObjectID(hex: line.dropFirst(7)) { parents.append(parent) }
      if line.hasPrefix("author ") { author = String(line.dropFirst(7)) }
      if line.hasPrefix("committer ") { committer = String(line.dropFirst(10)) }
    }
    guard let tree else { throw GitError(.corrupt, "commit \(id.short) is damaged", hint: "run: git fsck") }
    self.tree = tree
    self.parents = parents
    self.author = author
    self.committer = committer
    time = Commit.seconds(in: committer)
    message = String(decoding: bytes[position...], as: UTF8.self)
  }

  private static func seconds(in signature: String) -> Int64 {
    let words = signature.split(separator: " ")
    guard words.count >= 2 else { return 0 }
    return Int64(words[words.count - 2]) ?? 0
  }

  /// The bytes of a commit object.
  static func encode(
    tree: ObjectID, parents: [ObjectID], author: Signature, committer: Signature, message: String
  ) -> [UInt8] {
    var text = "tree \(tree.hex)\n"
    for parent in parents { text += "parent \(parent.hex)\n" }
    text += "author \(author.text)\ncommitter \(committer.text)\n\n\(message)"
    if !text.hasSuffix("\n") { text += "\n" }
    return Array(text.utf8)
  }
}

/// Who did something and when.
public struct Signature: Sendable, Hashable {
  public let name: String
  public let mail: String
  /// Seconds since 1970.
  public let time: Int64
  /// Minutes east of UTC.
  public let offset: Int

  public init(name: String, mail: String, time: Int64, offset: Int) {
    self.name = Signature.clean(name)
    self.mail = Signature.clean(mail)
    self.time = time
    self.offset = offset
  }

  /// For commits that exist in memory only.
  public static let nobody = Signature(name: "", mail: "", time: 0, offset: 0)

  /// Drops what would break a commit's lines, and white space and the like at both ends, as git does.
  static func clean(_ text: String) -> String {
    func isCrud(_ scalar: Unicode.Scalar) -> Bool {
      scalar.value <= 0x20 || ".,:;<>\"\\'".unicodeScalars.contains(scalar)
    }
    let trimmed = text.unicodeScalars.drop(while: isCrud).reversed().drop(while: isCrud).reversed()
    let kept = trimmed.filter { $0 != "\n" && $0 != "\0" && $0 != "<" && $0 != ">" }
    return String(String.UnicodeScalarView(kept))
  }

  /// The form in a commit: `Name <mail> seconds +hhmm`.
  public var text: String {
    let minutes = abs(offset)
    let digits = String(10000 + minutes / 60 * 100 + minutes % 60).dropFirst()
    return "\(name) <\(mail)> \(time) \(offset < 0 ? "-" : "+")\(digits)"
  }
}
