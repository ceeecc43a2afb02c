using System.Globalization;
using System.Text.Json;
using McpProxy.Plugins.Credentials.TokenExchange.Caching;
using McpProxy.Plugins.Credentials.TokenExchange.Jwt;
using McpProxy.Plugins.Credentials.TokenExchange.Plans;
using McpProxy.Plugins.Credentials.TokenExchange.Templates;
using McpProxy.Plugins.Credentials.TokenServers;

namespace McpProxy.Plugins.Credentials.TokenExchange.Running;

/// <summary>Runs a step: fills in its request, sends it, and reads the answer.</summary>
internal sealed class StepRunner(TokenExchanger exchanger, ExchangeRequests requests, JwtReader jwts, TimeProvider time)
{
    private const int MaxAttempts = 2;

    /// <exception cref="ProxyErrorException">The step failed.</exception>
    public async Task<StepResult> RunAsync(StepPlan step, ExchangeInputs inputs)
    {
        for (var attempt = 1; ; attempt++)
        {
            var started = time.GetUtcNow();
            var evaluation = new Evaluation(exchanger, inputs, CancellationToken.None);
            await evaluation.ResolveAsync(step.Placeholders);
            var answer = await requests.SendAsync(step.Request, evaluation);
            if (step.IsSuccess(answer.Status))
            {
                var result = await ReadAsync(step, evaluation, answer);
                await KeepRotatedAsync(step, evaluation, result);
                return result;
            }

            if (attempt == MaxAttempts || !await CanTryAgainAsync(step, evaluation, answer, started))
            {
                throw exchanger.Errors.Refused(step.Failure, step.Name, answer, inputs.Subject.IsCallers);
            }
        }
    }

    /// <summary>Whether it was refused because of something old that can be had anew.</summary>
    private async ValueTask<bool> CanTryAgainAsync(StepPlan step, Evaluation evaluation, TokenAnswer answer, DateTimeOffset started)
    {
        if (answer.Status is not (400 or 401 or 403))
        {
            return false;
        }

        if (evaluation.Rotated is { } rotated)
        {
            if ((await exchanger.Rotations.ReadAsync(evaluation.Inputs)).Version != rotated.Version)
            {
                return true;
            }

            // Any other refusal may be about the client, the request or a firewall, and what is kept is the only token that works.
            if (step.Rotates is not null && rotated.Text is not null && answer.IsInvalidGrant)
            {
                // It is used up. What the caller sends may be good again, or be the newer one.
                await exchanger.Rotations.DropAsync(evaluation.Inputs, rotated.Version);
                return true;
            }
        }

        return answer.Status == 401 && exchanger.DropOlder(evaluation.Used, started);
    }

    private async ValueTask KeepRotatedAsync(StepPlan step, Evaluation evaluation, StepResult result)
    {
        if (step.Rotates is { } name && result.Find(name) is { } value && evaluation.Inputs.Subject.Text is { } sent)
        {
            var before = evaluation.Rotated ?? await exchanger.Rotations.ReadAsync(evaluation.Inputs);
            if (value.Text != (before.Text ?? sent))
            {
                await exchanger.Rotations.WriteAsync(evaluation.Inputs, value.Text, before.Version);
            }
        }
    }

    private async ValueTask<StepResult> ReadAsync(StepPlan step, Evaluation evaluation, TokenAnswer answer)
    {
        var values = new Dictionary<string, TemplateValue>(StringComparer.OrdinalIgnoreCase);
        foreach (var read in step.Read)
        {
            if (read.Find(answer.Json) is { } value)
            {
                values[read.Name] = value.IsJson && IsToken(step, read.Name) ? throw exchanger.Errors.ValueUnusable(step.Failure, step.Name, read.Name) : value;
            }
        }

        var expires = Earlier(In(step, answer.Json), At(step, answer.Json));
        if (step.Jwt is { } jwt && values.TryGetValue(jwt.Of, out var token))
        {
            var claims = await jwts.ReadAsync(token.Text, step, evaluation);
            foreach (var (name, claim) in jwt.Claims)
            {
                if (claims.TryGetProperty(claim, out var element) && TemplateValue.Of(element) is { } value)
                {
                    values[name] = value;
                }
            }

            expires = Earlier(expires, JwtReader.ExpiryOf(claims));
        }

        foreach (var name in step.Required)
        {
            if (!values.ContainsKey(name))
            {
                throw exchanger.Errors.ValueNotInAnswer(step.Failure, step.Name, name);
            }
        }

        return Finish(step, evaluation, values, expires);
    }

    private StepResult Finish(StepPlan step, Evaluation evaluation, Dictionary<string, TemplateValue> values, DateTimeOffset? said)
    {
        var now = time.GetUtcNow();
        var expires = said ?? now + step.Lifetime;
        if (said is null)
        {
            foreach (var used in evaluation.Used)
            {
                expires = used.Result.ExpiresAt < expires ? used.Result.ExpiresAt : expires;
            }
        }

        return expires > now
            ? new StepResult(values) { ObtainedAt = now, ExpiresAt = expires, RefreshAt = ExchangeResult.RefreshTime(now, expires, exchanger.Plan.Cache.EarlyRefresh) }
            : throw exchanger.Errors.Expired(step.Failure, step.Name);
    }

    /// <summary>Whether a value is a token, which is a text in every protocol: a number or an object in its place is an answer to something else.</summary>
    private static bool IsToken(StepPlan step, string name) =>
        name.Equals("access_token", StringComparison.OrdinalIgnoreCase) || name.Equals("refresh_token", StringComparison.OrdinalIgnoreCase)
        || name.Equals(step.Rotates, StringComparison.OrdinalIgnoreCase) || name.Equals(step.Jwt?.Of, StringComparison.OrdinalIgnoreCase);

    private DateTimeOffset? In(StepPlan step, JsonElement answer) => ValueAt(step.ExpiresIn, answer) is not { } element ? null
        : JwtReader.Seconds(element) is { } seconds ? time.GetUtcNow().AddSeconds(seconds)
        : throw exchanger.Errors.ValueUnusable(step.Failure, step.Name, "ExpiresIn");

    private DateTimeOffset? At(StepPlan step, JsonElement answer)
    {
        if (ValueAt(step.ExpiresAt, answer) is not { } element)
        {
            return null;
        }

        if (JwtReader.TimeOf(element) is { } time)
        {
            return time;
        }

        return element.ValueKind == JsonValueKind.String && DateTimeOffset.TryParse(element.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed)
            ? parsed
            : throw exchanger.Errors.ValueUnusable(step.Failure, step.Name, "ExpiresAt");
    }

    private static JsonElement? ValueAt(JsonPointer? pointer, JsonElement answer) =>
        pointer?.Follow(answer) is { ValueKind: not (JsonValueKind.Undefined or JsonValueKind.Null) } element ? element : null;

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other ?? one : one;
}
