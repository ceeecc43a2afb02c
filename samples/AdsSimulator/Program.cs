namespace AdsSimulator;

internal static class Program
{
    private static Task Main(string[] args) => WebApplication.Create(args).RunAsync();
}
