using Microsoft.AspNetCore.WebUtilities;

namespace AdsSimulator.Answers;

/// <summary>An error body: RFC 9457 members plus the <c>code</c> and <c>details</c> of the Amazon Ads API.</summary>
internal sealed record Problem(string Type, string Title, int Status, string Detail, string Code, string Details)
{
    public const string MediaType = "application/problem+json";

    public static Problem Of(int status, string detail)
    {
        var title = ReasonPhrases.GetReasonPhrase(status);
        title = title.Length == 0 ? "Simulated answer" : title;
        return new("about:blank", title, status, detail, title.ToUpperInvariant().Replace(' ', '_'), detail);
    }

    public static Task WriteAsync(HttpContext context, int status, string detail) =>
        JsonAnswer.WriteAsync(context, Of(status, detail), SimulatorJson.Shared.Problem, MediaType, status);
}
