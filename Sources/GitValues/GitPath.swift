/// A path inside a repository: bytes, parts separated by `/`, neither leading nor trailing `/`.
///
/// Git's paths are bytes, not text: two different byte strings are two files, even where Unicode calls
/// the texts equal, and a path need not be UTF-8 at all. That is why this is no `String`.
public struct GitPath: Hashable, Sendable {
  public let bytes: [UInt8]

  public init(_ bytes: [UInt8]) { self.bytes = bytes }
  public init(_ bytes: ArraySlice<UInt8>) { self.bytes = Array(bytes) }
  public init(_ text: String) { bytes = Array(text.utf8) }

  /// The root folder.
  public static let root = GitPath([UInt8]())

  static let slash = UInt8(ascii: "/")

  public var isRoot: Bool { bytes.isEmpty }

  /// The path as text; bytes that are not UTF-8 are replaced. For messages, never to open a file.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The parts between the slashes.
  public var components: [ArraySlice<UInt8>] { bytes.split(separator: GitPath.slash) }

  /// What follows the last slash.
  public var name: ArraySlice<UInt8> {
    guard let cut = bytes.lastIndex(of: GitPath.slash) else { return bytes[...] }
    return bytes[(cut + 1)...]
  }

  /// The folder that holds this path; the root's is the root.
  public var parent: GitPath {
    guard let cut = bytes.lastIndex(of: GitPath.slash) else { return .root }
    return GitPath(bytes[..<cut])
  }

  /// The folders above this path from the nearest to the outermost, without the root.
  public var ancestors: [GitPath] {
    var result: [GitPath] = []
    for cut in bytes.indices.reversed() where bytes[cut] == GitPath.slash {
      result.append(GitPath(bytes[..<cut]))
    }
    return result
  }

  /// The path of `name` inside this folder.
  public func appending(_ name: some Collection<UInt8>) -> GitPath {
    isRoot ? GitPath(Array(name)) : GitPath(bytes + [GitPath.slash] + name)
  }

  /// Whether this path is `folder` or lies in it.
  public func isInside(_ folder: GitPath) -> Bool {
    folder.isRoot
      || bytes.starts(with: folder.bytes)
        && (bytes.count == folder.bytes.count || bytes[folder.bytes.count] == GitPath.slash)
  }
}

extension GitPath {
  /// All bytes at once: an array's own way, byte after byte, takes several times as long.
  public func hash(into hasher: inout Hasher) {
    bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
  }
}

extension GitPath: Comparable {
  /// Git's order of paths in an index: by bytes.
  public static func < (a: GitPath, b: GitPath) -> Bool { a.bytes.lexicographicallyPrecedes(b.bytes) }
}

extension GitPath: CustomStringConvertible {
  public var description: String { text }
}

extension GitPath: ExpressibleByStringLiteral {
  public init(stringLiteral text: String) { self.init(text) }
}
