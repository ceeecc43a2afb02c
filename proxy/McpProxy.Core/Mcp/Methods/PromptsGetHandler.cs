using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Mcp.Engines;
using McpProxy.Mcp.Input;
using McpProxy.Mcp.Surface;
using McpProxy.Mcp.Wire;
using McpProxy.Prompts;

namespace McpProxy.Mcp.Methods;

/// <summary><c>prompts/get</c>. A prompt has no way to say that it failed but a JSON-RPC error.</summary>
internal sealed class PromptsGetHandler(PromptRenderer prompts, InputRounds rounds) : IMethodHandler
{
    public McpMethod Method => McpMethod.PromptsGet;

    public bool IsServed(ProtocolRevision revision, ToolsetSurface toolset) => toolset.Lists.HasFlag(CatalogLists.Prompts);

    public McpFault? Check(McpRequest request)
    {
        var envelope = request.Envelope;
        if (!envelope.Name.IsString)
        {
            return McpFault.InvalidParams("name must be a string.");
        }

        if (envelope.Arguments.Kind is not (JsonTokenType.None or JsonTokenType.Null or JsonTokenType.StartObject))
        {
            return McpFault.InvalidParams("arguments must be an object.");
        }

        var name = envelope.Name.GetString();
        if (request.Toolset.Toolset.FindPrompt(name) is not { } prompt)
        {
            return HiddenEntry.FindPrompt(request, name) ?? UnknownPrompt(name);
        }

        Read(request, prompt, out var problem);
        return problem is null ? null : McpFault.InvalidParams(problem);
    }

    public async ValueTask AnswerAsync(McpRequest request, Reply reply, CancellationToken cancellationToken)
    {
        var envelope = request.Envelope;
        var prompt = request.Toolset.Toolset.FindPrompt(envelope.Name.GetString())!; // Check refuses names of none.
        var call = new PromptCall
        {
            Snapshot = request.Toolset.Surface.Snapshot,
            Prompt = prompt,
            Values = Read(request, prompt, out _),
            Caller = request.Caller,
            SessionId = request.StateId,
            ContextHandle = request.ContextHandle,
            Run = (rendering, cancelled) => rounds.RunAsync(request, rendering, reply, cancelled),
            Progress = ToolCalls.Progress(request, reply),
            TraceParent = TraceContext.Read(envelope, request.Caller),
        };
        var rendering = prompts.RenderAsync(call, cancellationToken);
        if (!rendering.IsCompleted)
        {
            reply.ExpectDelay();
        }

        using var outcome = await rendering;
        await (outcome is { Error: not null, Challenge: null } ? reply.FaultAsync(McpFault.Of(outcome)) : reply.EndAsync(outcome, request.Dialect));
    }

    public static McpFault UnknownPrompt(string name) => McpFault.InvalidParams($"unknown prompt \"{OneLine.Echo(name)}\".");

    private static PromptValues Read(McpRequest request, PromptBinding prompt, out string? problem)
    {
        var arguments = request.Envelope.Arguments;
        return PromptValues.Read(prompt, arguments.IsObject ? arguments.Raw : default, request.Toolset.Surface.Config.Limits, out problem);
    }
}
