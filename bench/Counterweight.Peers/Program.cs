using Counterweight.Benchmarks;
using Counterweight.Peers;

return CommandRun.Of(PeersCommand.Create().Parse(args));
