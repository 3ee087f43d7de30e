internal import Clibgit2

/// A kind of libgit2 object, for `Handle`.
protocol HandleKind {
  static func free(_ pointer: OpaquePointer)
}

/// The owner of one libgit2 object, which it frees.
///
/// It has one field and never leaves the function or type that made it: an object must not outlive its repository.
struct Handle<Kind: HandleKind>: ~Copyable {
  let pointer: OpaquePointer

  /// Makes the object.
  ///
  /// - Parameters:
  ///   - doing: what is being done, for the message of a failure.
  ///   - make: the libgit2 call; it puts the object into its argument and returns its status.
  init(
    _ doing: @autoclosure () -> String, _ make: (inout OpaquePointer?) -> Int32
  ) throws(GitError) {
    var made: OpaquePointer?
    let status = make(&made)
    guard status >= 0 else { throw GitError.last(status, doing()) }
    guard let made else { throw GitError(.io, doing()) }
    pointer = made
  }

  deinit { Kind.free(pointer) }
}

enum RepositoryKind: HandleKind {
  static func free(_ pointer: OpaquePointer) { git_repository_free(pointer) }
}
enum DatabaseKind: HandleKind { static func free(_ pointer: OpaquePointer) { git_odb_free(pointer) } }
enum ObjectKind: HandleKind { static func free(_ pointer: OpaquePointer) { git_odb_object_free(pointer) } }
enum AnyObjectKind: HandleKind { static func free(_ pointer: OpaquePointer) { git_object_free(pointer) } }
enum ReferenceKind: HandleKind { static func free(_ pointer: OpaquePointer) { git_reference_free(pointer) } }
enum IteratorKind: HandleKind {
  static func free(_ pointer: OpaquePointer) { git_reference_iterator_free(pointer) }
}
enum TransactionKind: HandleKind {
  static func free(_ pointer: OpaquePointer) { git_transaction_free(pointer) }
}
enum ConfigKind: HandleKind { static func free(_ pointer: OpaquePointer) { git_config_free(pointer) } }
enum IndexKind: HandleKind { static func free(_ pointer: OpaquePointer) { git_index_free(pointer) } }
enum PackBuilderKind: HandleKind {
  static func free(_ pointer: OpaquePointer) { git_packbuilder_free(pointer) }
}
