namespace AdsSimulator.Answers;

internal static class ReadMethods
{
    private static readonly string[] _methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Maps GET, and HEAD with the same headers and no body.</summary>
    public static IEndpointConventionBuilder MapRead(this IEndpointRouteBuilder endpoints, string pattern, RequestDelegate handler) =>
        endpoints.MapMethods(pattern, _methods, handler);
}
