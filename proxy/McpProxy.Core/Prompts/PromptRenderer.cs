using McpProxy.Dispatch;
using McpProxy.Prompts.Content;
using McpProxy.Prompts.Rendering;
using McpProxy.Tools;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy.Prompts;

/// <summary>Renders prompts: reads what their messages need from upstreams, some of it at the same time, or lets an upstream do it all.</summary>
internal sealed class PromptRenderer(IToolInvoker invoker, IServiceScopeFactory scopes)
{
    /// <summary>Reads of one prompt that run at the same time.</summary>
    private const int MaxParallelReads = 4;

    /// <summary>Renders a prompt.</summary>
    /// <returns>The whole result, or the first failure. Dispose it after it is written.</returns>
    public async ValueTask<ToolOutcome> RenderAsync(PromptCall call, CancellationToken cancellationToken)
    {
        if (call.Prompt.Rendering is { } rendering)
        {
            return await call.Run(Request(call, rendering, RenderedPromptMapper.Instance, call.Caller), cancellationToken);
        }

        var messages = call.Prompt.Messages;
        var reads = Enumerable.Range(0, messages.Length).Where(i => messages[i].Content.Call is not null).ToArray();
        var pieces = new ToolOutcome?[messages.Length];
        try
        {
            await (reads.Length > 1 ? ReadAllAsync(call, reads, pieces, cancellationToken) : ReadOneAsync(call, reads, pieces, cancellationToken));
            if (Array.FindIndex(pieces, p => p is not (null or PromptPieceOutcome)) is >= 0 and var failed)
            {
                var failure = pieces[failed]!;
                pieces[failed] = null;
                return failure;
            }

            if (TooLarge(call, pieces) is { } excess)
            {
                return excess;
            }

            var outcome = new TemplatedPromptOutcome(call.Prompt, call.Values, pieces);
            pieces = [];
            return outcome;
        }
        finally
        {
            foreach (var piece in pieces)
            {
                piece?.Dispose();
            }
        }
    }

    private async Task ReadOneAsync(PromptCall call, int[] reads, ToolOutcome?[] pieces, CancellationToken cancellationToken)
    {
        foreach (var index in reads)
        {
            pieces[index] = await ReadAsync(call, index, call.Caller, cancellationToken);
        }
    }

    /// <summary>Reads at the same time; the first failure ends the others.</summary>
    private async Task ReadAllAsync(PromptCall call, int[] reads, ToolOutcome?[] pieces, CancellationToken cancellationToken)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var size = 0L;
        var branches = Array.ConvertAll(reads, _ => call.Caller is { } caller ? new CallerBranch(caller, scopes.CreateAsyncScope()) : null);
        try
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = MaxParallelReads, CancellationToken = ends.Token };
            await Parallel.ForAsync(0, reads.Length, options, async (i, cancelled) =>
            {
                var outcome = await ReadAsync(call, reads[i], branches[i]?.Context, cancelled);
                pieces[reads[i]] = outcome;
                var tooLarge = outcome is PromptPieceOutcome read && Interlocked.Add(ref size, read.Piece.Size) > call.Snapshot.Mcp.Limits.MaxPromptBytes;
                if (tooLarge || outcome is not PromptPieceOutcome)
                {
                    await ends.CancelAsync();
                }
            });
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // What ended the others is among the pieces.
        }
        finally
        {
            foreach (var branch in branches)
            {
                if (branch is not null)
                {
                    await branch.JoinAsync();
                }
            }
        }
    }

    private ValueTask<ToolOutcome> ReadAsync(PromptCall call, int index, HttpContext? caller, CancellationToken cancellationToken)
    {
        var content = call.Prompt.Messages[index].Content;
        return invoker.InvokeAsync(Request(call, content.Call!, content.Mapper, caller), cancellationToken);
    }

    private static ToolCall Request(PromptCall call, ToolBinding request, Shaping.IAnswerMapper? mapper, HttpContext? caller) => new()
    {
        Snapshot = call.Snapshot,
        Tool = request,
        Operation = CallOperations.PromptsGet,
        Arguments = call.Values.ArgumentsOf(request),
        Caller = caller,
        SessionId = call.SessionId,
        ContextHandle = call.ContextHandle,
        Mapper = mapper,
        Progress = call.Prompt.Rendering is null ? null : call.Progress,
        TraceParent = call.TraceParent,
    };

    /// <summary>Bounds the whole; when a read was given up for it, what was read so far is over the limit too.</summary>
    private static ErrorOutcome? TooLarge(PromptCall call, ToolOutcome?[] pieces)
    {
        var limit = call.Snapshot.Mcp.Limits.MaxPromptBytes;
        var size = 0L;
        for (var i = 0; i < pieces.Length; i++)
        {
            var content = call.Prompt.Messages[i].Content;
            size += content.Call is not null && pieces[i] is null ? 0 : content.Size(call.Values, (pieces[i] as PromptPieceOutcome)?.Piece);
        }

        return size <= limit ? null : new ErrorOutcome(
            new ProxyError(ProxyErrorKind.ResponseTooLarge, "prompt_too_large", $"The prompt {call.Prompt.Name} with these arguments is larger than the limit of {limit} bytes.")
            {
                Hint = "Give shorter arguments. Operators can raise Mcp:Limits:MaxPromptBytes.",
            },
            call.RequestId, declaresOutput: false);
    }
}
