namespace McpProxy.Mcp.Input;

/// <summary>What a client answered to a request of ours: a copy, as the message it came in is gone.</summary>
/// <param name="Result">UTF-8 JSON of the result; empty when the client answered with an error.</param>
/// <param name="Error">UTF-8 JSON of the error; empty when there is a result.</param>
internal sealed record ClientAnswer(ReadOnlyMemory<byte> Result, ReadOnlyMemory<byte> Error)
{
    public bool IsError => Result.IsEmpty;
}
