namespace McpProxy.Context;

/// <summary>A caller's choice, as one exchange finds it.</summary>
/// <param name="Chosen">The choice; empty when none was made.</param>
/// <param name="Source">Where it is kept: <see cref="ContextSource.Handle"/>, <see cref="ContextSource.Session"/>, or <see cref="ContextSource.None"/>.</param>
/// <param name="Handle">The handle to give to the caller; null when there is no choice.</param>
/// <param name="TokenSwapped">Whether an earlier choice was dropped because the caller came with another credential.</param>
public sealed record CurrentContext(CallContext Chosen, ContextSource Source, string? Handle = null, bool TokenSwapped = false);
