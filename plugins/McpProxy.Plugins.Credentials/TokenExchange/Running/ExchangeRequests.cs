using System.Diagnostics.CodeAnalysis;
using McpProxy.Plugins.Credentials.TokenExchange.Plans;
using McpProxy.Plugins.Credentials.TokenServers;

namespace McpProxy.Plugins.Credentials.TokenExchange.Running;

/// <summary>Sends the requests of one exchange, not too many at once and none for too long, and counts them.</summary>
[SuppressMessage("Design", "CA1001", Justification = "Nobody asks for the handle of the semaphore, so it holds nothing to release.")]
internal sealed class ExchangeRequests(ExchangePlan plan, ExchangeErrors errors, TokenEndpointClient client, TokenExchangeMetrics metrics, TimeProvider time)
{
    private readonly SemaphoreSlim _free = new(plan.Cache.MaxConcurrency);

    /// <summary>Sends a request whose values are known.</summary>
    /// <exception cref="ProxyErrorException">There was no answer that could be read.</exception>
    public Task<TokenAnswer> SendAsync(RequestPlan request, Evaluation values) =>
        SendAsync(request, values.Inputs.Subject, () => request.Build(values, values.Inputs.Region));

    /// <summary>Sends a request to a URL that an answer gave.</summary>
    /// <exception cref="ProxyErrorException">There was no answer that could be read.</exception>
    public Task<TokenAnswer> SendAsync(RequestPlan request, Evaluation values, Uri url) =>
        SendAsync(request, values.Inputs.Subject, () => request.Build(values, url));

    private async Task<TokenAnswer> SendAsync(RequestPlan request, Subject subject, Func<HttpRequestMessage> build)
    {
        var started = time.GetTimestamp();
        var outcome = "failed";
        try
        {
            using var timeout = new CancellationTokenSource(request.Timeout, time);
            await _free.WaitAsync(timeout.Token);
            try
            {
                var answer = await client.SendAsync(build, request.IsIdempotent, request.Tls, timeout.Token);
                outcome = answer.Status switch { < 400 => "ok", 408 or >= 500 => "failed", _ => "refused" };
                return answer;
            }
            finally
            {
                _free.Release();
            }
        }
        catch (OperationCanceledException)
        {
            outcome = "timeout";
            throw errors.TimedOut(request.Name);
        }
        catch (FormatException e)
        {
            throw errors.ValueUnfit(request.Name, e);
        }
        catch (InvalidDataException)
        {
            throw errors.AnswerTooLarge(request.Name);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            outcome = "unreachable";
            throw errors.Unreachable(request.Name, e);
        }
        finally
        {
            metrics.Requested(plan.Name, request.Name, outcome, time.GetElapsedTime(started), subject);
        }
    }
}
