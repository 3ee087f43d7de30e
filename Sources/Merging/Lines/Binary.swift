/// Whether git takes these bytes for a binary file, which it does not merge as text.
///
/// - Parameter bytes: A file's content.
/// - Returns: Whether there is a NUL among the first 8,000 bytes.
/// - Complexity: O(1), as at most 8,000 bytes are read.
public func isBinary(_ bytes: [UInt8]) -> Bool {
  bytes.prefix(8000).contains(0)
}
