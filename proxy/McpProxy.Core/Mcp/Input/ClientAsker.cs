using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Mcp.Engines;
using McpProxy.Mcp.Sessions;
using McpProxy.Mcp.Wire;
using McpProxy.Shaping;

namespace McpProxy.Mcp.Input;

/// <summary>
/// Asks an initialize-era client: a request on the stream of the call that needs the answer, which comes as a message of
/// its own. When nobody waits any more the client is told so.
/// </summary>
internal sealed class ClientAsker(TimeProvider time)
{
    /// <summary>Longest text of a client's error that is repeated.</summary>
    private const int MaxEcho = 200;

    /// <summary>Asks one thing and waits for the answer.</summary>
    /// <param name="session">The client's session.</param>
    /// <param name="reply">The way to the client.</param>
    /// <param name="request">What to ask; the client declared that it can be asked this.</param>
    /// <param name="config">Limits.</param>
    /// <param name="cancellationToken">The call was cancelled.</param>
    /// <returns>The checked answer, or why there is none.</returns>
    public async ValueTask<(JsonElement Answer, ProxyError? Problem)> AskAsync(McpSession session, Reply reply, InputRequest request, InputConfig config, CancellationToken cancellationToken)
    {
        if (session.Requests.Count >= config.MaxPending)
        {
            return (default, new ProxyError(ProxyErrorKind.RateLimited, "too_many_questions", $"{config.MaxPending} requests wait for an answer of this client already."));
        }

        using var pending = session.Requests.Begin();
        await reply.RequestAsync(Message(pending.Id, request));
        try
        {
            return Read(request, await pending.Answer.WaitAsync(config.AnswerTimeout, time, cancellationToken));
        }
        catch (TimeoutException)
        {
            await reply.RequestAsync(Cancellation(pending.Id, "no answer came in time"));
            return (default, new ProxyError(ProxyErrorKind.Timeout, "input_timeout", $"The client did not answer {request.Method} within {config.AnswerTimeout.TotalSeconds:0} seconds."));
        }
        catch (OperationCanceledException)
        {
            await reply.RequestAsync(Cancellation(pending.Id, "the call was cancelled"));
            throw;
        }
    }

    private static (JsonElement Answer, ProxyError? Problem) Read(InputRequest request, ClientAnswer answer)
    {
        if (answer.IsError)
        {
            return (default, Refused(request, answer));
        }

        JsonElement result;
        try
        {
            using var document = JsonDocument.Parse(answer.Result, new JsonDocumentOptions { AllowDuplicateProperties = false });
            result = document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return (default, Unfit(request, "it is not an object, or a member occurs twice"));
        }

        return AnswerCheck.Check(request.Kind, request.Form, result) is { } problem ? (default, Unfit(request, problem)) : (result, null);
    }

    private static ProxyError Unfit(InputRequest request, string problem) =>
        new(ProxyErrorKind.UpstreamHttp, "bad_client_answer", $"The client's answer to {request.Method} cannot be used: {problem}.");

    private static ProxyError Refused(InputRequest request, ClientAnswer answer)
    {
        var message = "";
        using var document = JsonDocument.Parse(answer.Error, new JsonDocumentOptions { MaxDepth = int.MaxValue });
        if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("message"u8, out var text) && text.ValueKind == JsonValueKind.String)
        {
            message = text.GetString() ?? "";
        }

        message = message.Length == 0 ? "it gave no reason" : message.Length > MaxEcho ? message[..MaxEcho] : message;
        return new ProxyError(ProxyErrorKind.UpstreamHttp, "client_refused", $"The client refused {request.Method}: {message}");
    }

    private static byte[] Message(string id, InputRequest request) => JsonBytes.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("jsonrpc"u8, "2.0"u8);
        writer.WritePropertyName("id"u8);
        writer.WriteRawValue(id, skipInputValidation: true);
        writer.WriteString("method"u8, request.Method);
        writer.WriteStartObject("params"u8);
        if (request.Params.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in request.Params.EnumerateObject().Where(m => !IsUsualMode(m)))
            {
                member.WriteTo(writer);
            }
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    /// <summary>Clients before 2025-11-25 know no modes, and a form is what all others take a missing one for.</summary>
    private static bool IsUsualMode(JsonProperty member) => member.NameEquals("mode"u8) && member.Value.ValueEquals("form"u8);

    private static byte[] Cancellation(string id, string reason) => JsonBytes.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("jsonrpc"u8, "2.0"u8);
        writer.WriteString("method"u8, "notifications/cancelled"u8);
        writer.WriteStartObject("params"u8);
        writer.WritePropertyName("requestId"u8);
        writer.WriteRawValue(id, skipInputValidation: true);
        writer.WriteString("reason"u8, reason);
        writer.WriteEndObject();
        writer.WriteEndObject();
    });
}
