namespace McpProxy.Mcp.Wire;

/// <summary>Members of a message that were met already; meeting one twice refuses the message.</summary>
[Flags]
internal enum EnvelopeMembers
{
    None = 0,
    Version = 1 << 0,
    Id = 1 << 1,
    Method = 1 << 2,
    Params = 1 << 3,
    Result = 1 << 4,
    Error = 1 << 5,
    Name = 1 << 6,
    Uri = 1 << 7,
    TaskId = 1 << 8,
    Arguments = 1 << 9,
    Cursor = 1 << 10,
    RequestedVersion = 1 << 11,
    CancelledId = 1 << 12,
    Notifications = 1 << 13,
    Meta = 1 << 14,
    MetaVersion = 1 << 15,
    ClientCapabilities = 1 << 16,
    ProgressToken = 1 << 17,
    TraceParent = 1 << 18,
    TraceState = 1 << 19,
    LogLevel = 1 << 20,
    InputResponses = 1 << 21,
    RequestState = 1 << 22,
    Capabilities = 1 << 23,
    Level = 1 << 24,
    Context = 1 << 25,
    MaxTokens = 1 << 26,
}
