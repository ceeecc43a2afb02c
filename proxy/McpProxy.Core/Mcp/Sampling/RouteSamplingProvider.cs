using McpProxy.Configuration;
using McpProxy.Dispatch;
using McpProxy.Tools;
using McpProxy.Tools.Compilation;

namespace McpProxy.Mcp.Sampling;

/// <summary>A chat endpoint behind a route. The request goes down the corridor, so the route's transforms bring its credential and its limits hold.</summary>
internal sealed class RouteSamplingProvider(SamplingBinding binding, ConfigSnapshot snapshot, IToolInvoker invoker, SamplingSlots slots) : ISamplingProvider
{
    public string Name => binding.Name;

    public IReadOnlyList<string> Models => binding.Config.Models;

    public bool CanHandle(SamplingPreferences preferences) => preferences.Hints.Any(hint => Matches(hint));

    public async ValueTask<SamplingAnswer> CreateMessageAsync(SamplingRequest request, CancellationToken cancellationToken)
    {
        if (!slots.TryTake(Name, binding.Config.MaxConcurrent))
        {
            throw new SamplingException(SamplingErrors.Busy(Name, binding.Config.MaxConcurrent));
        }

        try
        {
            var model = ModelFor(request.Preferences);
            var call = new ToolCall
            {
                Snapshot = snapshot,
                Tool = binding.Call,
                Operation = CallOperations.SamplingCreateMessage,
                Arguments = ChatCompletionWriter.Write(request, binding.Config, model),
                Caller = request.Caller,
                Mapper = ChatCompletionMapper.Instance,
            };
            using var outcome = await invoker.InvokeAsync(call, cancellationToken);
            return outcome is SamplingOutcome { Answer: var answer }
                ? answer with { Model = answer.Model.Length == 0 ? model : answer.Model }
                : throw new SamplingException(SamplingErrors.Failed(Name, outcome.Error!)); // Every other outcome of this call is a failure.
        }
        finally
        {
            slots.Release(Name);
        }
    }

    private bool Matches(string hint) => binding.Hints.Any(pattern => NamePattern.Matches(pattern, hint));

    /// <summary>The model that the most wanted hint names, whole or in part, as MCP has it; else the usual one.</summary>
    private string ModelFor(SamplingPreferences preferences)
    {
        foreach (var hint in preferences.Hints)
        {
            if (Models.FirstOrDefault(m => m.Contains(hint, StringComparison.OrdinalIgnoreCase)) is { } model)
            {
                return model;
            }
        }

        return Models[0];
    }
}
