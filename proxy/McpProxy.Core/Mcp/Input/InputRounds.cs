using System.Text.Json;
using McpProxy.Dispatch;
using McpProxy.Mcp.Engines;
using McpProxy.Mcp.Sampling;
using McpProxy.Mcp.Sessions;
using McpProxy.Mcp.Wire;
using McpProxy.Shaping;

namespace McpProxy.Mcp.Input;

/// <summary>
/// Runs a call whose upstream may ask for input, as often as it asks. What a modern client can answer becomes its result,
/// and the call goes on when the client repeats the request; a client with a session is asked while its request waits; what
/// neither can do, a sampling provider may.
/// </summary>
internal sealed class InputRounds(IToolInvoker invoker, RequestStateSeal seal, ClientAsker clients, SamplingProviders models)
{
    /// <summary>Runs a call from its begin, or from where the client's answers let it go on.</summary>
    /// <param name="request">The request it is run for: <c>tools/call</c>, <c>prompts/get</c> or <c>resources/read</c>.</param>
    /// <param name="call">The call.</param>
    /// <param name="reply">The way to the client.</param>
    /// <param name="cancellationToken">The caller left or cancelled.</param>
    /// <returns>How it ended; a <see cref="FaultOutcome"/> or an <see cref="InputRequiredResult"/> among others. The caller disposes it.</returns>
    public async ValueTask<ToolOutcome> RunAsync(McpRequest request, ToolCall call, Reply reply, CancellationToken cancellationToken)
    {
        var before = new RequestState();
        if (request.Envelope.HasInput && request.Revision.IsModern)
        {
            if (Resume(request, call, out before) is { } fault)
            {
                return new FaultOutcome(fault);
            }
        }

        var outcome = await invoker.InvokeAsync(call, cancellationToken);
        return outcome is InputRequiredOutcome asked ? await GoOnAsync(request, call, asked, before, reply, cancellationToken) : outcome;
    }

    /// <summary>Goes on with a call whose first run ended in a question.</summary>
    public ValueTask<ToolOutcome> GoOnAsync(McpRequest request, ToolCall call, InputRequiredOutcome asked, Reply reply, CancellationToken cancellationToken) =>
        GoOnAsync(request, call, asked, new RequestState(), reply, cancellationToken);

    private async ValueTask<ToolOutcome> GoOnAsync(McpRequest request, ToolCall call, InputRequiredOutcome asked, RequestState before, Reply reply, CancellationToken cancellationToken)
    {
        var config = request.Toolset.Surface.Config;
        var round = new Round(request, before);
        while (true)
        {
            if (++round.Rounds > config.Input.MaxRounds)
            {
                return asked.Fail(new ProxyError(ProxyErrorKind.UpstreamHttp, "too_many_rounds", $"The upstream asked for input more than {config.Input.MaxRounds} times."));
            }

            round.Split(asked, models);
            if (round.IsHopeless)
            {
                return request.Revision.IsModern
                    ? new FaultOutcome(InputNeeds.Fault(round.Missing))
                    : asked.Fail(InputNeeds.Error(round.Missing, hasSession: request.Session is not null));
            }

            if (await AnswerByModelsAsync(round, config.Sampling.MaxRequestsPerCall, cancellationToken) is { } failure)
            {
                return asked.Fail(failure);
            }

            if (request.Revision.IsModern && (round.ForClient.Count > 0 || asked.Requests.Count == 0))
            {
                return Ask(round, asked);
            }

            if (await AskAsync(round, reply, cancellationToken) is { } problem)
            {
                return asked.Fail(problem);
            }

            call.Input = new CallInput(round.Answers.ToJson(), asked.State);
            var outcome = await invoker.InvokeAsync(call, cancellationToken);
            if (outcome is not InputRequiredOutcome again)
            {
                return outcome;
            }

            asked = again;
        }
    }

    private async ValueTask<ProxyError?> AnswerByModelsAsync(Round round, int limit, CancellationToken cancellationToken)
    {
        foreach (var question in round.ForModels)
        {
            if (++round.Samples > limit)
            {
                return SamplingErrors.TooMany(limit);
            }

            try
            {
                round.Answers.Add(question.Key, await models.AnswerAsync(question, round.Request.Toolset.Surface.Snapshot, round.Request.Caller, cancellationToken));
            }
            catch (SamplingException exception)
            {
                return exception.Error;
            }
        }

        return null;
    }

    /// <summary>Asks a client with a session, one thing after the other: most clients show one dialog at a time.</summary>
    private async ValueTask<ProxyError?> AskAsync(Round round, Reply reply, CancellationToken cancellationToken)
    {
        foreach (var question in round.ForClient)
        {
            // Only clients with a session declare anything; see Round.
            var (answer, problem) = await clients.AskAsync(round.Request.Session!, reply, question, round.Request.Toolset.Surface.Config.Input, cancellationToken);
            if (problem is not null)
            {
                return problem;
            }

            round.Answers.Add(question.Key, answer);
        }

        return null;
    }

    private ToolOutcome Ask(Round round, InputRequiredOutcome asked)
    {
        var request = round.Request;
        var config = request.Toolset.Surface.Config;
        var state = new RequestState
        {
            Upstream = asked.State,
            Rounds = round.Rounds,
            Samples = round.Samples,
            Questions = [.. round.ForClient.Select(q => new RequestState.Question(q.Key, q.Kind, q.Form))],
            Held = round.Answers,
        };
        var text = seal.Seal(state, config.RequestState, Principal(request), RequestDigest.Of(request.Envelope, config.Limits.MaxJsonDepth));
        return text is null
            ? asked.Fail(new ProxyError(ProxyErrorKind.UpstreamHttp, "request_state_too_large", "The upstream's state and questions are too large to be kept by the client."))
            : new InputRequiredResult(round.ForClient, text);
    }

    /// <summary>Reads what a modern client brings back, and puts it into the call.</summary>
    private McpFault? Resume(McpRequest request, ToolCall call, out RequestState before)
    {
        before = new RequestState();
        var envelope = request.Envelope;
        RequestState? state = null;
        if (!envelope.RequestState.IsMissing && Open(request, out state) is { } refused)
        {
            return refused;
        }

        before = state ?? before;
        if (AnswerReader.Read(envelope.InputResponses, state, out var answers) is { } fault)
        {
            return fault;
        }

        call.Input = new CallInput(answers.ToJson(), state?.Upstream);
        return null;
    }

    private McpFault? Open(McpRequest request, out RequestState? state)
    {
        state = null;
        if (!request.Envelope.RequestState.IsString)
        {
            return McpFault.InvalidParams("requestState must be a string.");
        }

        var config = request.Toolset.Surface.Config;
        try
        {
            var digest = RequestDigest.Of(request.Envelope, config.Limits.MaxJsonDepth);
            return seal.Open(request.Envelope.RequestState.GetString(), config.RequestState, Principal(request), digest, out state);
        }
        catch (JsonException)
        {
            return McpFault.InvalidParams("a member of arguments occurs twice.");
        }
    }

    private static string Principal(McpRequest request) => request.Caller is { } caller ? PrincipalKey.Of(caller) : PrincipalKey.Anonymous;
}
