using System.Text.Json;
using McpProxy.Dispatch;
using McpProxy.Tools;

namespace McpProxy.Completions;

/// <summary>
/// Finds proposals. A failing upstream is counted and logged like any call and proposes nothing: an error helps nobody who
/// is typing. Only a caller who must authenticate is told so, as a new credential brings the proposals back.
/// </summary>
internal sealed class CompletionSource(IToolInvoker invoker)
{
    /// <summary>Finds the proposals.</summary>
    /// <returns>A <see cref="CompletionOutcome"/>, or an outcome with a challenge. Dispose it after it is written.</returns>
    public async ValueTask<ToolOutcome> FindAsync(CompletionCall call, CancellationToken cancellationToken)
    {
        var completion = call.Completion;
        if (completion.Call is not { } request)
        {
            return new CompletionOutcome(CompletionList.Match(completion.Values, call.Typed));
        }

        if (Arguments(request, call) is not { } arguments)
        {
            return CompletionOutcome.Empty;
        }

        var outcome = await invoker.InvokeAsync(
            new ToolCall
            {
                Snapshot = call.Snapshot,
                Tool = request,
                Operation = CallOperations.CompletionComplete,
                Arguments = arguments,
                Caller = call.Caller,
                SessionId = call.SessionId,
                ContextHandle = call.ContextHandle,
                Mapper = new CompletionMapper(completion, call.Typed),
                TraceParent = call.TraceParent,
            },
            cancellationToken);
        if (outcome.Challenge is not null || outcome is CompletionOutcome)
        {
            return outcome;
        }

        outcome.Dispose();
        return CompletionOutcome.Empty;
    }

    /// <summary>The arguments of the request as UTF-8 JSON; null when one that its path needs is missing yet.</summary>
    private static byte[]? Arguments(ToolBinding request, CompletionCall call)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            foreach (var parameter in request.Request.Parameters)
            {
                if (parameter.Name == CompletionBinding.TypedValue)
                {
                    writer.WriteString(parameter.NameUtf8, call.Typed);
                }
                else if (call.Others.TryGetValue(parameter.Name, out var value))
                {
                    writer.WriteString(parameter.NameUtf8, value);
                }
                else if (parameter.Location == Configuration.ParameterLocation.Path)
                {
                    return null;
                }
            }

            writer.WriteEndObject();
        }

        return stream.ToArray();
    }
}
