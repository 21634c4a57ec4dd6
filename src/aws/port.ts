/** A command class of the SDK, seen only by what goes in and what comes out. */
interface SdkCommand {
  new (input: never): object;
  readonly prototype: {
    readonly input: object;
    resolveMiddleware(...args: never[]): (...args: never[]) => Promise<{ output: object }>;
  };
}

/** The commands of one service, by the port's method. */
export type CommandClasses = Readonly<Record<string, SdkCommand>>;

type Input<C extends SdkCommand> = C['prototype']['input'];

type Output<C extends SdkCommand> = Omit<
  Awaited<ReturnType<ReturnType<C['prototype']['resolveMiddleware']>>>['output'],
  '$metadata'
>;

/** One method for each command, from the SDK's own types. */
export type Port<Commands extends CommandClasses> = {
  readonly [Operation in keyof Commands]: (input: Input<Commands[Operation]>) => Promise<Output<Commands[Operation]>>;
};
