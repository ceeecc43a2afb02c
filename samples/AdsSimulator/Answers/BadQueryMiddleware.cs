namespace AdsSimulator.Answers;

/// <summary>Answers 400 when an endpoint cannot use its query.</summary>
internal sealed class BadQueryMiddleware(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (BadQueryException e) when (!context.Response.HasStarted)
        {
            await Problem.WriteAsync(context, StatusCodes.Status400BadRequest, e.Message);
        }
    }
}
