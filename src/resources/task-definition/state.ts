/** A family of revisions, by its latest one: a change of the content is a further revision. */
export interface TaskDefinitionState {
  readonly family: string;
  /** By name, each normalised. */
  readonly containers: Readonly<Record<string, Container>>;
  /** CPU units and MiB, as AWS spells them: `256`, `512`. */
  readonly cpu?: string;
  readonly memory?: string;
  readonly networkMode?: string;
  readonly requiresCompatibilities?: readonly string[];
  readonly executionRoleArn?: string;
  readonly taskRoleArn?: string;
  readonly runtimePlatform?: Readonly<Record<string, string>>;
  readonly ephemeralStorage?: { readonly sizeInGiB: number };
  /** By name, each normalised. */
  readonly volumes?: Readonly<Record<string, Volume>>;
  readonly pidMode?: string;
  readonly ipcMode?: string;
  readonly enableFaultInjection?: boolean;
  readonly tags?: Readonly<Record<string, string>>;
}

/** AWS's container definition without its name: nothing that AWS would fill in is missing, nothing that means nothing is there. */
export type Container = Readonly<Record<string, unknown>>;

/** AWS's volume without its name. */
export type Volume = Readonly<Record<string, unknown>>;
