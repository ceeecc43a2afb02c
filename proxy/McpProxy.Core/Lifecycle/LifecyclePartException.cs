namespace McpProxy.Lifecycle;

/// <summary>A critical part cannot start, and without it the process must not. The message says which and why.</summary>
internal sealed class LifecyclePartException(string part, Exception inner)
    : Exception($"'{part}' cannot start: {inner.GetBaseException().Message}", inner);
