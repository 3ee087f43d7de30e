internal import GitValues

// Paths of the system as text, taken apart by bytes: to Swift, a slash with a combining accent behind it is
// another character, and two spellings of a letter are equal; to the system neither is so.

/// The parts of a path between its slashes.
func pathParts(_ path: String) -> [String] {
  path.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
}

/// The path of the folder that an absolute path lies in; that of `/` is itself.
func parentFolder(of path: String) -> String { "/" + pathParts(path).dropLast().joined(separator: "/") }

/// The last part of a path; empty for `/`.
func lastPart(of path: String) -> String { pathParts(path).last ?? "" }

/// The path of `name` in a folder.
func path(in folder: String, _ name: String) -> String {
  "/" + (pathParts(folder) + [name]).joined(separator: "/")
}

/// A path without the slashes at its end.
func withoutSlash(_ path: String) -> String {
  var bytes = path.utf8[...]
  while bytes.count > 1, bytes.last == UInt8(ascii: "/") { bytes.removeLast() }
  return String(Substring(bytes))
}

/// An absolute path without `.` and `..`, by its text alone.
func normalized(_ path: String) -> String {
  var parts: [String] = []
  for part in pathParts(path) where !part.isExactly(".") {
    if part.isExactly("..") { _ = parts.popLast() } else { parts.append(part) }
  }
  return "/" + parts.joined(separator: "/")
}

/// Whether an absolute path lies in a folder, at any depth.
func isPath(_ path: String, below folder: String) -> Bool {
  path.utf8.count > folder.utf8.count && path.utf8.starts(with: (withoutSlash(folder) + "/").utf8)
}
