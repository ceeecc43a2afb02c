using System.Globalization;
using AdsSimulator.Answers;
using AdsSimulator.Control;
using AdsSimulator.Regions;
using Microsoft.AspNetCore.Http.Features;

namespace AdsSimulator.Faults;

/// <summary>Lets a request fail as its path prefix <c>/fault/{spec}</c> or its <c>X-Sim-*</c> headers say, else as was set for its path.</summary>
internal sealed class FaultMiddleware(RequestDelegate next, FaultCounters counters, StandingFaults standing, TimeProvider time)
{
    private const string Prefix = "/fault/";

    public async Task InvokeAsync(HttpContext context)
    {
        FaultPlan plan;
        var path = context.Request.PathBase + context.Request.Path;
        try
        {
            plan = FaultSpec.ApplyHeaders(TakePrefix(context.Request), context.Request.Headers);
        }
        catch (FormatException e)
        {
            await Problem.WriteAsync(context, StatusCodes.Status400BadRequest, $"{e.Message} Faults are written {FaultSpec.Grammar}.");
            return;
        }

        if (plan == FaultPlan.None && !ControlEndpoints.IsControl(context))
        {
            plan = standing.Find(AdsRegion.Of(context), context.Request.Path.Value ?? "");
        }

        if (plan == FaultPlan.None || !counters.Strikes(plan, path.Value ?? ""))
        {
            await next(context);
            return;
        }

        await StrikeAsync(context, plan);
    }

    private static FaultPlan TakePrefix(HttpRequest request)
    {
        var path = request.Path.Value ?? "";
        if (!path.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return FaultPlan.None;
        }

        var end = path.IndexOf('/', Prefix.Length);
        end = end < 0 ? path.Length : end;
        var plan = FaultSpec.ApplySegment(FaultPlan.None, path[Prefix.Length..end]);
        request.PathBase = request.PathBase.Add(path[..end]);
        request.Path = end == path.Length ? "/" : path[end..];
        return plan;
    }

    private async Task StrikeAsync(HttpContext context, FaultPlan plan)
    {
        if (plan.DelayMs > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(plan.DelayMs), time, context.RequestAborted);
        }

        if (plan.Until is { } until)
        {
            await until.WaitAsync(context.RequestAborted);
        }

        if (plan.Cut == CutPoint.BeforeHeaders)
        {
            SelfCut.Mark(context);
            context.Abort();
            return;
        }

        AddHeaders(context.Response, plan);
        var real = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        if (WrapBody(context, plan, real.Stream) is not { } body)
        {
            await AnswerAsync(context, plan);
            return;
        }

        var wrapped = new StreamResponseBodyFeature(body, real);
        context.Features.Set<IHttpResponseBodyFeature>(wrapped);
        try
        {
            await AnswerAsync(context, plan);
            await wrapped.CompleteAsync();
        }
        finally
        {
            context.Features.Set(real);
        }
    }

    private Stream? WrapBody(HttpContext context, FaultPlan plan, Stream body) => plan switch
    {
        { Cut: CutPoint.MidBody } => new CutStream(context, body),
        { Drip: > 0 } => new DripStream(body, plan.Drip, time),
        _ => null,
    };

    private Task AnswerAsync(HttpContext context, FaultPlan plan)
    {
        if (plan.Status is not { } status)
        {
            return next(context);
        }

        if (status is < 200 or StatusCodes.Status204NoContent or StatusCodes.Status205ResetContent or StatusCodes.Status304NotModified)
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        }

        return Problem.WriteAsync(context, status, "This failure was asked for.");
    }

    private void AddHeaders(HttpResponse response, FaultPlan plan)
    {
        if (plan.RetryAfter is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        if (plan.RetryAfterDate is { } later)
        {
            response.Headers.RetryAfter = time.GetUtcNow().AddSeconds(later).ToString("R", CultureInfo.InvariantCulture);
        }

        if (plan.Location is { } location)
        {
            response.Headers.Location = location;
        }
    }
}
