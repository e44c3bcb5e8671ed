using Counterweight;
using Counterweight.Packages.Tests.Consumer;

// What depends on the machine first, what must not after it.
Console.WriteLine(RegisterWidth.Bits);
foreach (var line in Checksums.Lines())
{
    Console.WriteLine(line);
}
