# syntax=docker/dockerfile:1
# docker build -t mcpproxy .                                          for this machine
# docker buildx build --platform linux/amd64,linux/arm64 -t mcpproxy .   for both
# Everything is compiled on the building machine's own processor; only the last stage is the target's.
FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:10.0 AS build
ARG TARGETARCH
WORKDIR /src

# What restoring depends on comes first, so that packages are fetched again only when it changes.
COPY global.json Directory.Build.props Directory.Build.targets Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY proxy/McpProxy.Abstractions/McpProxy.Abstractions.csproj proxy/McpProxy.Abstractions/
COPY proxy/McpProxy.Core/McpProxy.Core.csproj proxy/McpProxy.Core/
COPY proxy/McpProxy/McpProxy.csproj proxy/McpProxy/
COPY plugins/McpProxy.Plugins.Transforms/McpProxy.Plugins.Transforms.csproj plugins/McpProxy.Plugins.Transforms/
COPY plugins/McpProxy.Plugins.Credentials/McpProxy.Plugins.Credentials.csproj plugins/McpProxy.Plugins.Credentials/
COPY plugins/McpProxy.Plugins.AmazonAds/McpProxy.Plugins.AmazonAds.csproj plugins/McpProxy.Plugins.AmazonAds/
COPY plugins/McpProxy.Plugins.OpenApi/McpProxy.Plugins.OpenApi.csproj plugins/McpProxy.Plugins.OpenApi/
COPY samples/AdsSimulator/AdsSimulator.csproj samples/AdsSimulator/
# No native launcher. What code is compiled against (PublishReadyToRun) is fetched per processor.
RUN dotnet restore proxy/McpProxy -a $TARGETARCH -p:UseAppHost=false

COPY config/ config/
COPY proxy/ proxy/
COPY plugins/ plugins/
COPY samples/AdsSimulator/ samples/AdsSimulator/
RUN dotnet publish proxy/McpProxy -c Release -a $TARGETARCH --no-restore --no-self-contained -p:UseAppHost=false -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app ./

# The base image would listen on 8080; platforms that host MCP servers expect 0.0.0.0:8000.
ENV ASPNETCORE_HTTP_PORTS="" \
    ASPNETCORE_URLS=http://0.0.0.0:8000
EXPOSE 8000
USER $APP_UID
ENTRYPOINT ["dotnet", "mcpproxy.dll"]
