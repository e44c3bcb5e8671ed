using Counterweight.Training.Models;

namespace Counterweight.Training.Tests.Models.Checksums;

/// <summary>A fit whose model has a committed checksum.</summary>
/// <param name="Name">Trainer, data and options; unique.</param>
/// <param name="Fit">The fit by a number of threads, which must not show.</param>
public sealed record ModelCase(string Name, Func<int, ISavedModel> Fit);
